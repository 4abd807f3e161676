package sower.enrol;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// One private key and the certificates that vouch for it: all that one end of the control channel
/// can show.
///
/// @param chain its own certificate first; empty for a machine that has none yet
record Credentials(PrivateKey key, List<X509Certificate> chain) {
    private static final String ALIAS = "sower";

    Credentials {
        chain = List.copyOf(chain);
    }

    /// Speaks TLS 1.3.
    SSLContext context(TrustManager trust) {
        try {
            var context = SSLContext.getInstance("TLSv1.3");
            context.init(
                    new KeyManager[] {new Sole(this)},
                    new TrustManager[] {trust},
                    /* random= */ null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /// Shows the same certificate to everybody.
    private static final class Sole extends X509ExtendedKeyManager {
        private final Credentials credentials;

        Sole(Credentials credentials) {
            this.credentials = credentials;
        }

        private @Nullable String alias() {
            return credentials.chain.isEmpty() ? null : ALIAS;
        }

        @Override
        public String @Nullable [] getClientAliases(String type, Principal[] issuers) {
            return null; // nobody asks for a list
        }

        @Override
        public @Nullable String chooseClientAlias(
                String[] types, Principal[] issuers, Socket socket) {
            return alias();
        }

        @Override
        public @Nullable String chooseEngineClientAlias(
                String[] types, Principal[] issuers, SSLEngine engine) {
            return alias();
        }

        @Override
        public String @Nullable [] getServerAliases(String type, Principal[] issuers) {
            return null; // nobody asks for a list
        }

        @Override
        public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
            return type.equals("EC") ? alias() : null;
        }

        @Override
        public @Nullable String chooseEngineServerAlias(
                String type, Principal[] issuers, SSLEngine engine) {
            return type.equals("EC") ? alias() : null;
        }

        @Override
        public X509Certificate[] getCertificateChain(String alias) {
            return credentials.chain.toArray(X509Certificate[]::new);
        }

        @Override
        public PrivateKey getPrivateKey(String alias) {
            return credentials.key;
        }
    }
}
