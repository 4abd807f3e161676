package sower.deploy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// A machine that does not write (any more) is to do something as a whole.
///
/// @param sentence for the person in front of it
public record Directive(Order order, String sentence) implements ToMachine {
    public Directive {
        Objects.requireNonNull(order, "order");
        Objects.requireNonNull(sentence, "sentence");
    }

    /// What it is to do.
    public enum Order {
        /// after a failure: say hello again, and be shown and released again
        RETRY,
        /// end, and start the machine anew
        REBOOT,
        /// end, and switch the machine off
        POWER_OFF;

        /// The order that is written so.
        public static Optional<Order> of(String words) {
            return Arrays.stream(values()).filter(kind -> kind.words().equals(words)).findFirst();
        }

        /// As people write it: `power-off`.
        public String words() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /// The system's own program for it: a machine whose agent may use it names it among its
        /// tools. Empty for what the agent does itself.
        public String tool() {
            return switch (this) {
                case RETRY -> "";
                case REBOOT -> "reboot";
                case POWER_OFF -> "poweroff";
            };
        }
    }
}
