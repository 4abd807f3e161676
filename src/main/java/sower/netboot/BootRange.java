package sower.netboot;

import java.net.Inet4Address;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/// The addresses that this workstation gives out where it is the only DHCP server.
///
/// @param first as a number
/// @param last as a number
public record BootRange(int first, int last) {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})-(\\d{1,3}(?:\\.\\d{1,3}){3})");
    private static final int MOST = 4096;

    public BootRange {
        int count = last - first + 1;
        if (count < 1 || count > MOST) {
            throw new IllegalArgumentException(
                    "a range has 1 to %d addresses, the lower one first".formatted(MOST));
        }
    }

    /// Reads `10.77.0.100-10.77.0.199`.
    ///
    /// @throws IllegalArgumentException in a sentence
    public static BootRange parse(String text) {
        var found = FORM.matcher(text.strip());
        if (!found.matches()) {
            throw new IllegalArgumentException(
                    "'%s' is no range such as 10.77.0.100-10.77.0.199".formatted(text));
        }
        return new BootRange(
                number(Inet4Address.ofLiteral(found.group(1))),
                number(Inet4Address.ofLiteral(found.group(2))));
    }

    /// In the form that [#parse] reads.
    @Override
    public String toString() {
        return address(first).getHostAddress() + "-" + address(last).getHostAddress();
    }

    int count() {
        return last - first + 1;
    }

    boolean contains(Inet4Address address) {
        return Integer.compareUnsigned(number(address) - first, count()) < 0;
    }

    /// @param index from 0
    Inet4Address at(int index) {
        return address(first + index);
    }

    static int number(Inet4Address address) {
        return ByteBuffer.wrap(address.getAddress()).getInt();
    }

    static Inet4Address address(int number) {
        return DhcpOptions.address(ByteBuffer.allocate(Integer.BYTES).putInt(number).array());
    }
}
