package sower.control;

import java.net.URI;

/// Where a workstation's control port is.
public record ControlAddress(String host, int port) {
    private static final int USUAL_PORT = 6969;

    /// @param text `host:port`, or a host alone; an IPv6 address in brackets
    /// @throws IllegalArgumentException with a sentence
    public static ControlAddress parse(String text) {
        var address = text.strip().replaceFirst("^https?://", "").replaceFirst("/+$", "");
        try {
            var uri = URI.create("sower://" + address);
            if (uri.getHost() != null && uri.getPath().isEmpty()) {
                return new ControlAddress(
                        uri.getHost(), uri.getPort() < 0 ? USUAL_PORT : uri.getPort());
            }
        } catch (IllegalArgumentException garbled) {
            // said below
        }
        throw new IllegalArgumentException(
                "'%s' is no address such as 192.168.0.10:6969".formatted(text));
    }

    /// That nobody answers, in a sentence.
    String silence() {
        return "The workstation does not answer at %s; is 'sower deploy' running there?"
                .formatted(this);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
