package sower.netboot;

import sower.netboot.BootRequest.Firmware;

/// Who asks for an address, and maybe for something to boot.
record BootClient(String mac, Kind kind, Firmware firmware) {
    private static final String IPXE = "iPXE";

    /// How it boots.
    enum Kind {
        /// the firmware, which fetches its loader by TFTP
        PXE,
        /// the firmware, which fetches it by HTTP
        HTTP,
        /// our loader, which fetches a script
        IPXE,
        /// an operating system
        NONE
    }

    static BootClient of(DhcpPacket request) {
        var options = request.options();
        var vendor = options.text(DhcpOptions.CLASS);
        boolean boots = vendor.startsWith("PXEClient") || vendor.startsWith("HTTPClient");
        boolean script =
                options.has(DhcpOptions.IPXE)
                        || options.text(DhcpOptions.USER_CLASS).contains(IPXE);
        var kind = vendor.startsWith("HTTPClient") ? Kind.HTTP : Kind.PXE;
        return new BootClient(
                request.mac(),
                boots ? script ? Kind.IPXE : kind : Kind.NONE,
                firmware(options.number(DhcpOptions.ARCHITECTURE)));
    }

    /// The numbers of RFC 4578 and of IANA's list after it.
    private static Firmware firmware(int architecture) {
        return switch (architecture) {
            case 0 -> Firmware.BIOS;
            case 7, 9, 16 -> Firmware.UEFI; // x64: PXE, PXE of older firmware, HTTP
            default -> Firmware.OTHER;
        };
    }
}
