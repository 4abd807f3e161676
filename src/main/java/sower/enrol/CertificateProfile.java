package sower.enrol;

/// What a certificate of this site may be used for: its extensions (RFC 5280 4.2).
enum CertificateProfile {
    /// signs the others
    AUTHORITY,
    /// the workstation's end of the control channel
    WORKSTATION,
    /// a machine's end of it
    MACHINE;

    private static final String BASIC_CONSTRAINTS = "2.5.29.19";
    private static final String KEY_USAGE = "2.5.29.15";
    private static final String EXTENDED_KEY_USAGE = "2.5.29.37";
    private static final String SERVER_AUTHENTICATION = "1.3.6.1.5.5.7.3.1";
    private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";
    private static final byte[] SIGN_CERTIFICATES = Der.bits(2, new byte[] {0b0000_0100});
    private static final byte[] SIGN_HANDSHAKES = Der.bits(7, new byte[] {(byte) 0b1000_0000});

    /// `Extensions`.
    byte[] extensions() {
        return switch (this) {
            case AUTHORITY ->
                    Der.sequence(
                            critical(BASIC_CONSTRAINTS, Der.sequence(Der.bool(true))),
                            critical(KEY_USAGE, SIGN_CERTIFICATES));
            case WORKSTATION ->
                    Der.sequence(
                            critical(KEY_USAGE, SIGN_HANDSHAKES),
                            critical(EXTENDED_KEY_USAGE, purpose(SERVER_AUTHENTICATION)));
            case MACHINE ->
                    Der.sequence(
                            critical(KEY_USAGE, SIGN_HANDSHAKES),
                            critical(EXTENDED_KEY_USAGE, purpose(CLIENT_AUTHENTICATION)));
        };
    }

    private static byte[] purpose(String oid) {
        return Der.sequence(Der.oid(oid));
    }

    private static byte[] critical(String oid, byte[] value) {
        return Der.sequence(Der.oid(oid), Der.bool(true), Der.octets(value));
    }
}
