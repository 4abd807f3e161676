package sower.desktop.shell;

import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.material2.Material2OutlinedAL;
import org.kordamp.ikonli.material2.Material2OutlinedMZ;

/// Where one can be in the window, in the order of the navigation rail.
public enum Place {
    DISKS,
    IMAGES,
    DEPLOY,
    MACHINES,
    NETWORK_BOOT,
    SETTINGS,
    HELP;

    public Ikon icon() {
        return switch (this) {
            case DISKS -> Material2OutlinedMZ.STORAGE;
            case IMAGES -> Material2OutlinedAL.COLLECTIONS_BOOKMARK;
            case DEPLOY -> Material2OutlinedAL.DEVICE_HUB;
            case MACHINES -> Material2OutlinedAL.COMPUTER;
            case NETWORK_BOOT -> Material2OutlinedMZ.SETTINGS_ETHERNET;
            case SETTINGS -> Material2OutlinedMZ.SETTINGS;
            case HELP -> Material2OutlinedAL.HELP_OUTLINE;
        };
    }
}
