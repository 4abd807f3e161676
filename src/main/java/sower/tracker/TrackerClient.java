package sower.tracker;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;

/// How one tracker is asked, whatever it speaks. It belongs to one thread, but for [#close].
sealed interface TrackerClient extends Closeable permits HttpTracker, UdpTracker {
    /// What a tracker answers.
    ///
    /// @param intervalSeconds until it wants to be asked again
    /// @param peers known ones and ourselves among them
    record Answer(long intervalSeconds, List<InetSocketAddress> peers) {
        public Answer {
            peers = List.copyOf(peers);
        }
    }

    /// @throws IOException when it is not a URL of a kind that we speak
    static TrackerClient of(String url) throws IOException {
        return url.startsWith("udp:") ? new UdpTracker(url) : new HttpTracker(url);
    }

    /// Announces once and waits for the answer.
    ///
    /// @throws IOException when there is none in time, or it is a refusal
    Answer announce(Announce announce) throws IOException;

    /// Ends what [#announce] waits for; another thread may call.
    @Override
    void close();
}
