package sower.enrol;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/// The few kinds of DER (ITU-T X.690) that a certificate is made of, encoded.
final class Der {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;
    private static final int FIRST_GENERALIZED_YEAR = 2050; // RFC 5280 4.1.2.5

    private Der() {}

    static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, joined(parts));
    }

    static byte[] set(byte[]... parts) {
        return value(SET, joined(parts));
    }

    static byte[] bool(boolean value) {
        return value(BOOLEAN, new byte[] {(byte) (value ? 0xff : 0)});
    }

    static byte[] integer(BigInteger value) {
        return value(INTEGER, value.toByteArray());
    }

    /// @param dotted such as `2.5.4.3`
    static byte[] oid(String dotted) {
        var numbers = Arrays.stream(dotted.split("\\.")).mapToLong(Long::parseLong).toArray();
        byte[] content = base128(numbers[0] * 40 + numbers[1]);
        for (int i = 2; i < numbers.length; i++) {
            content = joined(content, base128(numbers[i]));
        }
        return value(OBJECT_IDENTIFIER, content);
    }

    static byte[] utf8(String text) {
        return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] octets(byte[] content) {
        return value(OCTET_STRING, content);
    }

    /// @param unused bits at the end of the last byte
    static byte[] bits(int unused, byte[] content) {
        return value(BIT_STRING, joined(new byte[] {(byte) unused}, content));
    }

    static byte[] time(Instant instant) {
        var text = TIME.format(instant);
        boolean utc = instant.atOffset(ZoneOffset.UTC).getYear() < FIRST_GENERALIZED_YEAR;
        var shown = utc ? text.substring(2) : text;
        return value(utc ? UTC_TIME : GENERALIZED_TIME, shown.getBytes(StandardCharsets.US_ASCII));
    }

    /// `[number] EXPLICIT`.
    static byte[] explicit(int number, byte[] content) {
        return value(CONTEXT | CONSTRUCTED | number, content);
    }

    private static byte[] value(int tag, byte[] content) {
        return joined(new byte[] {(byte) tag}, length(content.length), content);
    }

    /// X.690 8.1.3: up to 127 in one byte, else the number of the bytes that hold it, and those.
    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        byte[] number = BigInteger.valueOf(length).toByteArray();
        byte[] bytes = number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
        return joined(new byte[] {(byte) (0x80 | bytes.length)}, bytes);
    }

    private static byte[] base128(long number) {
        int count = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
        var bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            int group = (int) (number >>> 7 * (count - 1 - i)) & 0x7f;
            bytes[i] = (byte) (i < count - 1 ? group | 0x80 : group);
        }
        return bytes;
    }

    private static byte[] joined(byte[]... parts) {
        var all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
