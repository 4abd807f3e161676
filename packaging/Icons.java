import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;

/// Puts pictures of several sizes into one icon, for Windows or macOS:
/// `java packaging/Icons.java OUT.ico|OUT.icns IN.png ...`
///
/// Both forms hold PNG files as they are.
final class Icons {
    // Kinds of an .icns by the edge of the picture; what is not there, macOS scales
    private static final Map<Integer, String> KINDS =
            Map.of(16, "icp4", 32, "icp5", 64, "icp6", 128, "ic07", 256, "ic08", 512, "ic09");

    private record Picture(int edge, byte[] png) {
        static Picture read(Path file) throws IOException {
            byte[] png = Files.readAllBytes(file);
            return new Picture(ByteBuffer.wrap(png).getInt(16), png); // width, in IHDR
        }
    }

    public static void main(String[] arguments) throws IOException {
        var out = Path.of(arguments[0]);
        var pictures = new ArrayList<Picture>();
        for (int i = 1; i < arguments.length; i++) {
            pictures.add(Picture.read(Path.of(arguments[i])));
        }
        Files.write(out, out.toString().endsWith(".ico") ? ico(pictures) : icns(pictures));
    }

    /// ICONDIR, an ICONDIRENTRY of 16 bytes for each picture, then the pictures.
    private static byte[] ico(ArrayList<Picture> pictures) {
        int at = 6 + 16 * pictures.size();
        int length = at + pictures.stream().mapToInt(picture -> picture.png().length).sum();
        var icon = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        icon.putShort((short) 0).putShort((short) 1).putShort((short) pictures.size());
        for (var picture : pictures) {
            byte edge = (byte) picture.edge(); // 256 is written as 0
            icon.put(edge).put(edge).putShort((short) 0); // no palette
            icon.putShort((short) 1).putShort((short) 32); // planes, bits of a pixel
            icon.putInt(picture.png().length).putInt(at);
            at += picture.png().length;
        }
        pictures.forEach(picture -> icon.put(picture.png()));
        return icon.array();
    }

    /// `icns` and the length of all, then for each picture its kind, its length with these eight
    /// bytes, and itself.
    private static byte[] icns(ArrayList<Picture> pictures) {
        pictures.removeIf(picture -> !KINDS.containsKey(picture.edge()));
        int length = 8 + pictures.stream().mapToInt(picture -> 8 + picture.png().length).sum();
        var icon = ByteBuffer.allocate(length);
        icon.put("icns".getBytes(StandardCharsets.US_ASCII)).putInt(length);
        for (var picture : pictures) {
            icon.put(KINDS.get(picture.edge()).getBytes(StandardCharsets.US_ASCII));
            icon.putInt(8 + picture.png().length).put(picture.png());
        }
        return icon.array();
    }
}
