package sower.wire;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.channels.GatheringByteChannel;
import java.nio.channels.ScatteringByteChannel;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import sower.metainfo.InfoHash;

/// Message Stream Encryption: some clients insist on it. It hides from networks that slow
/// BitTorrent down what is sent; it is no secret from anybody who knows the torrent, and proves
/// nothing.
///
/// The caller (A) sends its public key and up to 512 bytes of anything; who is called (B) does the
/// same; A shows which torrent it is about without naming it, and offers methods; B chooses. We
/// choose plain text where it is offered, so that blocks go out untouched, and else RC4. (“Message
/// Stream Encryption”, Vuze wiki; every client has it so.)
///
/// @param <C> the connection
public final class EncryptionHandshake<C extends ScatteringByteChannel & GatheringByteChannel> {
    /// What is agreed upon.
    ///
    /// @param in where messages come from
    /// @param out where they are to be written
    /// @param ahead what has come already, in plain text
    public record Agreed(ScatteringByteChannel in, GatheringByteChannel out, ByteBuffer ahead) {}

    static final BigInteger PRIME =
            new BigInteger(
                    "FFFFFFFFFFFFFFFFC90FDAA22168C234C4C6628B80DC1CD1"
                            + "29024E088A67CC74020BBEA63B139B22514A08798E3404DD"
                            + "EF9519B3CD3A431B302B0A6DF25F14374FE1356D6D51C245"
                            + "E485B576625E7EC6F44C42E9A63A36210000000000090563",
                    16);
    static final BigInteger GENERATOR = BigInteger.TWO;
    static final int KEY_LENGTH = 96;
    static final int PLAIN = 1; // crypto_provide, crypto_select
    static final int RC4 = 2;
    static final int VERIFICATION_LENGTH = 8; // VC: zeros
    private static final int SECRET_BITS = 160;
    private static final int LONGEST_PADDING = 512;
    private static final int LONGEST_AHEAD = 2048; // IA: a handshake, and maybe a few messages
    private static final int DISCARDED = 1024; // of an RC4 stream's weak beginning

    private final C channel;
    private final ByteBuffer first;
    private final SecureRandom random;

    /// The end that calls.
    public EncryptionHandshake(C channel, SecureRandom random) {
        this(channel, ByteBuffer.allocate(0), random);
    }

    /// The end that is called.
    ///
    /// @param first what has been read already, which is no plain handshake
    public EncryptionHandshake(C channel, ByteBuffer first, SecureRandom random) {
        this.channel = channel;
        this.first = first;
        this.random = random;
    }

    /// Calls somebody about a torrent, until both know how to go on; blocks.
    ///
    /// @throws ProtocolException when the answer makes no sense
    public Agreed call(InfoHash torrent) throws IOException {
        var ours = greet();
        byte[] secret = bytes(theirKey().modPow(ours, PRIME));
        write(sha1("req1", secret));
        write(shown(secret, torrent));
        var out = cipher("keyA", secret, torrent.bytes());
        var offer = ByteBuffer.allocate(VERIFICATION_LENGTH + 4 + 2 + 2); // no padding, none ahead
        write(out.update(offer.putInt(VERIFICATION_LENGTH, PLAIN | RC4).array()));
        var in = cipher("keyB", secret, torrent.bytes());
        find(in.update(new byte[VERIFICATION_LENGTH]));
        var head = ByteBuffer.wrap(decrypted(in, 4 + 2));
        int chosen = head.getInt();
        decrypted(in, bounded(head.getShort(), LONGEST_PADDING));
        if (chosen != PLAIN && chosen != RC4) {
            throw new ProtocolException("chose an encryption that it was not offered: " + chosen);
        }
        return agreed(chosen, in, out, ByteBuffer.allocate(0));
    }

    /// Answers a call, as above.
    ///
    /// @param torrents one of which it must be about
    /// @throws ProtocolException when it makes no sense, or is about another torrent
    public Agreed answer(Collection<InfoHash> torrents) throws IOException {
        var theirs = theirKey();
        byte[] secret = bytes(theirs.modPow(greet(), PRIME));
        find(sha1("req1", secret));
        byte[] torrent = torrent(torrents, secret, take(InfoHash.LENGTH)).bytes();
        return agree(cipher("keyA", secret, torrent), cipher("keyB", secret, torrent));
    }

    private BigInteger theirKey() throws IOException {
        var theirs = new BigInteger(1, take(KEY_LENGTH));
        if (theirs.compareTo(BigInteger.ONE) <= 0
                || theirs.compareTo(PRIME.subtract(BigInteger.ONE)) >= 0) {
            throw new ProtocolException("neither a handshake nor an encrypted one");
        }
        return theirs;
    }

    /// @return our private key
    private BigInteger greet() throws IOException {
        var ours = new BigInteger(SECRET_BITS, random);
        byte[] padding = new byte[random.nextInt(LONGEST_PADDING + 1)];
        random.nextBytes(padding);
        write(bytes(GENERATOR.modPow(ours, PRIME)));
        write(padding);
        return ours;
    }

    private void find(byte[] mark) throws IOException {
        byte[] window = take(mark.length);
        for (int i = 0; !Arrays.equals(window, mark); i++) {
            if (i == LONGEST_PADDING) {
                throw new ProtocolException("neither a handshake nor an encrypted one");
            }
            System.arraycopy(window, 1, window, 0, window.length - 1);
            window[window.length - 1] = take(1)[0];
        }
    }

    private static InfoHash torrent(Collection<InfoHash> torrents, byte[] secret, byte[] shown)
            throws ProtocolException {
        for (var torrent : torrents) {
            if (Arrays.equals(shown(secret, torrent), shown)) {
                return torrent;
            }
        }
        throw new ProtocolException("an encrypted handshake about another torrent");
    }

    private static byte[] shown(byte[] secret, InfoHash torrent) {
        byte[] shown = sha1("req2", torrent.bytes());
        byte[] mask = sha1("req3", secret);
        for (int i = 0; i < shown.length; i++) {
            shown[i] ^= mask[i];
        }
        return shown;
    }

    private Agreed agree(Cipher in, Cipher out) throws IOException {
        var head = ByteBuffer.wrap(decrypted(in, VERIFICATION_LENGTH + 4 + 2));
        if (head.getLong() != 0) {
            throw new ProtocolException("an encrypted handshake with a wrong key");
        }
        int offered = head.getInt();
        decrypted(in, bounded(head.getShort(), LONGEST_PADDING));
        int length = ByteBuffer.wrap(decrypted(in, 2)).getShort();
        byte[] ahead = decrypted(in, bounded(length, LONGEST_AHEAD));
        if ((offered & (PLAIN | RC4)) == 0) {
            throw new ProtocolException("offers no encryption that we know: " + offered);
        }
        int chosen = (offered & PLAIN) != 0 ? PLAIN : RC4;
        var answer = ByteBuffer.allocate(VERIFICATION_LENGTH + 4 + 2);
        write(out.update(answer.putInt(VERIFICATION_LENGTH, chosen).array()));
        return agreed(chosen, in, out, ByteBuffer.wrap(ahead));
    }

    private Agreed agreed(int chosen, Cipher in, Cipher out, ByteBuffer ahead) {
        if (chosen == PLAIN) {
            return new Agreed(channel, channel, ahead);
        }
        var encrypted = new EncryptedChannel<>(channel, in, out);
        return new Agreed(encrypted, encrypted, ahead);
    }

    private static int bounded(int length, int most) throws ProtocolException {
        int unsigned = length & 0xFFFF;
        if (unsigned > most) {
            throw new ProtocolException("an encrypted handshake with " + unsigned + " bytes");
        }
        return unsigned;
    }

    private byte[] decrypted(Cipher in, int count) throws IOException {
        return count == 0 ? new byte[0] : in.update(take(count));
    }

    private byte[] take(int count) throws IOException {
        byte[] bytes = new byte[count];
        var into = ByteBuffer.wrap(bytes);
        int known = Math.min(count, first.remaining());
        into.put(first.slice(first.position(), known));
        first.position(first.position() + known);
        while (into.hasRemaining()) {
            if (channel.read(into) < 0) {
                throw new EOFException("closed by the peer");
            }
        }
        return bytes;
    }

    private void write(byte[] bytes) throws IOException {
        var buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }

    /// A number as 96 bytes, the highest first.
    static byte[] bytes(BigInteger number) {
        byte[] some = number.toByteArray(); // may have a zero for its sign, or be shorter
        byte[] all = new byte[KEY_LENGTH];
        int count = Math.min(some.length, KEY_LENGTH);
        System.arraycopy(some, some.length - count, all, KEY_LENGTH - count, count);
        return all;
    }

    static byte[] sha1(String word, byte[]... parts) {
        try {
            var digest = MessageDigest.getInstance("SHA-1");
            digest.update(word.getBytes(StandardCharsets.US_ASCII));
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible); // every JDK has it
        }
    }

    /// RC4 as one of both ends sends it; the same at both.
    static Cipher cipher(String word, byte[] secret, byte[] torrent) {
        try {
            var cipher = Cipher.getInstance("ARCFOUR");
            var key = new SecretKeySpec(sha1(word, secret, torrent), "ARCFOUR");
            cipher.init(Cipher.ENCRYPT_MODE, key); // the same as to decrypt
            var _ = cipher.update(new byte[DISCARDED]);
            return cipher;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
