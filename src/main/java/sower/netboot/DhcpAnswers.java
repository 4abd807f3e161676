package sower.netboot;

import java.net.Inet4Address;
import java.util.Optional;
import java.util.function.Predicate;
import sower.netboot.BootClient.Kind;
import sower.netboot.BootRequest.Firmware;

/// What is answered to whom. Beside another DHCP server (`proxyDHCP`, the PXE specification's 2.1)
/// only machines that boot are told what, and get their address there; with a range of our own
/// everybody gets one. Knows no socket; for one thread.
final class DhcpAnswers {
    // PXE_DISCOVERY_CONTROL: boot the file that is named, and ask no other server
    private static final byte[] NO_DISCOVERY = {6, 1, 8, (byte) 0xFF};
    // iPXE's own: do not wait for what other servers offer
    private static final byte[] NO_PXE_DHCP = {(byte) 176, 1, 1};

    private final Place place;
    private final BootFiles files;
    private final Predicate<String> wanted;
    private final Optional<Leases> leases;

    /// Where we are.
    ///
    /// @param prefix bits of the network
    /// @param httpPort of our HTTP server
    /// @param range of addresses of our own
    record Place(Inet4Address address, int prefix, int httpPort, Optional<BootRange> range) {
        String url() {
            return "http://%s:%d/".formatted(address.getHostAddress(), httpPort);
        }

        Inet4Address mask() {
            return BootRange.address(prefix == 0 ? 0 : -1 << Integer.SIZE - prefix);
        }
    }

    /// @param wanted whether the machine with this card is to boot from us
    DhcpAnswers(Place place, BootFiles files, Predicate<String> wanted) {
        this.place = place;
        this.files = files;
        this.wanted = wanted;
        this.leases = place.range.map(Leases::new);
    }

    /// The answer to what was sent to everybody, or to us as its DHCP server.
    Optional<DhcpPacket> answer(DhcpPacket request, long now) {
        if (request.reply() || !request.relay().equals(DhcpPacket.NOWHERE)) {
            return Optional.empty();
        }
        return leases.isPresent() ? full(request, leases.get(), now) : proxy(request);
    }

    /// The answer to a machine that asks for its boot file at the PXE port.
    Optional<DhcpPacket> answerAtPxePort(DhcpPacket request) {
        boolean asks = request.type() == DhcpType.REQUEST || request.type() == DhcpType.DISCOVER;
        return asks && !request.reply()
                ? file(request).map(file -> withFile(reply(request, DhcpType.ACK), request, file))
                : Optional.empty();
    }

    private Optional<DhcpPacket> proxy(DhcpPacket request) {
        return request.type() == DhcpType.DISCOVER
                ? file(request).map(file -> withFile(reply(request, DhcpType.OFFER), request, file))
                : Optional.empty();
    }

    private Optional<DhcpPacket> full(DhcpPacket request, Leases ours, long now) {
        return switch (request.type()) {
            case DISCOVER ->
                    ours.offer(request.mac(), now)
                            .map(address -> leased(request, DhcpType.OFFER, address));
            case REQUEST -> requested(request, ours, now);
            case DECLINE -> {
                ours.declined(request.mac(), now);
                yield Optional.empty();
            }
            case RELEASE -> {
                ours.release(request.mac());
                yield Optional.empty();
            }
            case OFFER, ACK, NAK, OTHER -> Optional.empty();
        };
    }

    /// RFC 2131, section 4.3.2.
    private Optional<DhcpPacket> requested(DhcpPacket request, Leases ours, long now) {
        var server = request.options().address(DhcpOptions.SERVER);
        if (server.isPresent() && !server.get().equals(place.address)) {
            ours.release(request.mac());
            return Optional.empty();
        }
        var address =
                request.options().address(DhcpOptions.REQUESTED_ADDRESS).orElse(request.client());
        return Optional.of(
                ours.take(request.mac(), address, now)
                        ? leased(request, DhcpType.ACK, address)
                        : reply(request, DhcpType.NAK));
    }

    private DhcpPacket leased(DhcpPacket request, DhcpType type, Inet4Address address) {
        var plain = reply(request, type);
        var options =
                plain.options()
                        .with(DhcpOptions.SUBNET_MASK, place.mask())
                        .with(
                                DhcpOptions.LEASE_SECONDS,
                                BootRange.address(Leases.LEASE_SECONDS)); // four bytes as well
        var leased = with(plain, address, "", options);
        return file(request).map(file -> withFile(leased, request, file)).orElse(leased);
    }

    /// What a machine is to fetch first, if it boots and there is something for it.
    private Optional<String> file(DhcpPacket request) {
        var client = BootClient.of(request);
        if (!wanted.test(client.mac())) {
            return Optional.empty();
        }
        var uefi = leases.isPresent() && files.secure() ? BootFiles.SHIM : BootFiles.IPXE_UEFI;
        return switch (client.kind()) {
            case NONE -> Optional.empty();
            case IPXE -> Optional.of(place.url() + BootFiles.SCRIPT);
            // shim goes on with GRUB, and that one signed has no HTTP
            case HTTP -> only(client, Firmware.UEFI, place.url() + BootFiles.IPXE_UEFI);
            case PXE ->
                    only(client, Firmware.UEFI, uefi)
                            .or(() -> only(client, Firmware.BIOS, BootFiles.IPXE_BIOS));
        };
    }

    private static Optional<String> only(BootClient client, Firmware firmware, String file) {
        return client.firmware() == firmware ? Optional.of(file) : Optional.empty();
    }

    private DhcpPacket withFile(DhcpPacket reply, DhcpPacket request, String file) {
        var kind = BootClient.of(request).kind();
        var host = place.address.getHostAddress();
        var options =
                reply.options()
                        .with(DhcpOptions.TFTP_SERVER, host)
                        .with(DhcpOptions.BOOT_FILE, file);
        boolean leaseOnly = kind == Kind.IPXE && leases.isPresent();
        if (leaseOnly) {
            options = options.with(DhcpOptions.IPXE, NO_PXE_DHCP);
        } else {
            options =
                    options.with(DhcpOptions.CLASS, kind == Kind.HTTP ? "HTTPClient" : "PXEClient");
        }
        if (kind == Kind.PXE) {
            options = options.with(DhcpOptions.VENDOR, NO_DISCOVERY);
        }
        if (request.options().has(DhcpOptions.MACHINE_UUID)) {
            var uuid = request.options().text(DhcpOptions.MACHINE_UUID);
            options = options.with(DhcpOptions.MACHINE_UUID, uuid);
        }
        return with(reply, reply.your(), file, options);
    }

    private DhcpPacket reply(DhcpPacket request, DhcpType type) {
        return new DhcpPacket(
                true,
                request.transaction(),
                true,
                type == DhcpType.NAK ? DhcpPacket.NOWHERE : request.client(),
                DhcpPacket.NOWHERE,
                place.address,
                DhcpPacket.NOWHERE,
                request.mac(),
                "",
                DhcpOptions.NONE
                        .with(DhcpOptions.MESSAGE_TYPE, type.code())
                        .with(DhcpOptions.SERVER, place.address));
    }

    private static DhcpPacket with(
            DhcpPacket reply, Inet4Address your, String file, DhcpOptions options) {
        return new DhcpPacket(
                reply.reply(),
                reply.transaction(),
                reply.broadcast(),
                reply.client(),
                your,
                reply.next(),
                reply.relay(),
                reply.mac(),
                file,
                options);
    }
}
