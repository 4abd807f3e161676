/// Machines without an operating system start from here: DHCP or proxyDHCP, TFTP, HTTP, and what
/// boot loaders are told. Knows neither run nor image: what it hands out makes any machine an agent
/// of the workstation that a [sower.netboot.BootOrder] names.
///
/// [sower.netboot.DhcpPacket] and [sower.netboot.TftpRequest] are what is on the wire,
/// [sower.netboot.DhcpAnswers] and [sower.netboot.TftpTransfer] say what is answered and know no
/// socket, [sower.netboot.DhcpServer], [sower.netboot.TftpServer] and [sower.netboot.BootWeb] carry
/// it, [sower.netboot.NetBoot] opens and closes all three.
///
/// Invariant: only files by the names of [sower.netboot.BootFiles] are handed out, and only by the
/// interface that has the chosen address. Threads: a virtual one per socket, transfer and request;
/// transfers, machines and leases are bounded in number. Failures: what cannot be read is passed
/// over; a port that cannot be had ends the opening in one sentence. Nobody who asks is known, so
/// nothing secret is handed out unless the order has a ticket in it.
@NullMarked
package sower.netboot;

import org.jspecify.annotations.NullMarked;
