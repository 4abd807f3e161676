package sower.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import sower.netboot.BootFiles;
import sower.netboot.BootOrder;
import sower.netboot.BootRange;
import sower.netboot.NetBoot;

/// From where and how machines start over the network; the same for `boot` and `deploy --boot`.
final class BootOption {
    @Option(
            names = "--boot-range",
            paramLabel = "FIRST-LAST",
            converter = RangeConverter.class,
            description =
                    "Give out these addresses, such as 10.77.0.100-10.77.0.199; only where there is no other DHCP server (default: tell machines what to start beside the one that is there).")
    private @Nullable BootRange range;

    @Option(
            names = "--boot-files",
            paramLabel = "DIR",
            defaultValue = BootFiles.FOLDER,
            description =
                    "What jlink/boot has made (default: ${DEFAULT-VALUE}, of the package sower-boot).")
    private Path files;

    /// So that a range that makes no sense is told as wrong usage.
    static final class RangeConverter implements ITypeConverter<BootRange> {
        @Override
        public BootRange convert(String text) {
            try {
                return BootRange.parse(text);
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    boolean hasRange() {
        return range != null;
    }

    /// @param wanted whether the machine with this card is to start from here
    NetBoot open(InetAddress here, BootOrder order, Predicate<String> wanted) throws IOException {
        var found = BootFiles.open(files);
        return NetBoot.open(
                new NetBoot.Service(here, Optional.ofNullable(range), found, order, wanted));
    }
}
