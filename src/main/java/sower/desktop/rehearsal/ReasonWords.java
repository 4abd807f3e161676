package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.text;
import static sower.desktop.shell.Texts.word;

import java.util.List;
import java.util.stream.Collectors;
import sower.deploy.Reason;
import sower.desktop.shell.HelpTopic;
import sower.desktop.shell.ToldWords;
import sower.desktop.shell.Units;
import sower.disk.Disk;
import sower.image.Change;

/// Why a machine stands aside, and what to do about it, in the language of the window.
public final class ReasonWords {
    private ReasonWords() {}

    public static String sentence(Reason reason) {
        return switch (reason) {
            case Reason.NotInRoom(var room) -> text("reason.room", room);
            case Reason.NoMatch(var rule, var disks) ->
                    disks.isEmpty()
                            ? text("reason.noDisk", rule)
                            : text("reason.noMatch", rule, names(disks));
            case Reason.SeveralMatch(var rule, var disks) ->
                    text("reason.several", disks.size(), rule, names(disks));
            case Reason.RunsFrom(var path) -> text("reason.system", path);
            case Reason.InUse(var path, var uses) ->
                    text(
                            "reason.used",
                            path,
                            uses.stream()
                                    .map(ReasonWords::use)
                                    .collect(Collectors.joining(text("reason.between"))));
            case Reason.Removable(var path) -> text("reason.removable", path);
            case Reason.ReadOnly(var path) -> text("reason.readOnly", path);
            case Reason.Unreadable(var path, var trouble) ->
                    text("reason.trouble", path, ToldWords.part(trouble));
            case Reason.TooSmall(var path, var volume, var needed, var length) ->
                    text("reason.small", path, volume, Units.bytes(needed), Units.bytes(length));
            case Reason.Lacks(var tools) -> text("reason.lacks", String.join(", ", tools));
            case Reason.Unfit(var path, var misfit) ->
                    text("reason.unfit", path, word(misfit.kind(), misfit.figures().toArray()));
        };
    }

    /// @param sectorSize of the master
    public static String remedy(Reason reason, int sectorSize) {
        return switch (reason) {
            case Reason.NotInRoom _ -> text("remedy.room");
            case Reason.NoMatch(_, var disks) ->
                    text(disks.isEmpty() ? "remedy.noDisk" : "remedy.noMatch");
            case Reason.SeveralMatch _ -> text("remedy.several");
            case Reason.RunsFrom _ -> text("remedy.system");
            case Reason.InUse _ -> text("remedy.used");
            case Reason.Removable _ -> text("remedy.removable");
            case Reason.ReadOnly _ -> text("remedy.readOnly");
            case Reason.Unreadable _ -> text("remedy.trouble");
            case Reason.TooSmall _ -> text("remedy.small");
            case Reason.Lacks _ -> text("remedy.lacks");
            case Reason.Unfit(_, var misfit) ->
                    switch (misfit.kind()) {
                        case UNALIGNED, BLOCKS, SECTORS ->
                                text("remedy.sectors", Units.whole(sectorSize));
                        case TOO_LONG -> text("remedy.small");
                        case IN_THE_TABLE, BEYOND_MBR -> text("remedy.layout");
                        case NOTHING_TO_GROW, NONE_TO_GROW, NO_PROGRAM -> text("remedy.grow");
                    };
        };
    }

    /// The page of the help that tells more.
    public static HelpTopic help(Reason reason) {
        return switch (reason) {
            case Reason.NotInRoom _ -> HelpTopic.REFUSAL_ROOM;
            case Reason.NoMatch _ -> HelpTopic.REFUSAL_NO_MATCH;
            case Reason.SeveralMatch _ -> HelpTopic.REFUSAL_SEVERAL;
            case Reason.RunsFrom _ -> HelpTopic.REFUSAL_SYSTEM;
            case Reason.InUse _ -> HelpTopic.REFUSAL_USED;
            case Reason.Removable _ -> HelpTopic.REFUSAL_REMOVABLE;
            case Reason.ReadOnly _ -> HelpTopic.REFUSAL_READ_ONLY;
            case Reason.Unreadable _ -> HelpTopic.REFUSAL_UNREADABLE;
            case Reason.TooSmall _ -> HelpTopic.REFUSAL_SMALL;
            case Reason.Lacks _ -> HelpTopic.REFUSAL_PROGRAMS;
            case Reason.Unfit _ -> HelpTopic.REFUSAL_LAYOUT;
        };
    }

    /// What will not be as on the master.
    static String change(Change change) {
        var figures = change.figures();
        return switch (change.what()) {
            case SHORTER, LONGER ->
                    word(change.what(), figures.getFirst(), Units.bytes((Long) figures.getLast()));
            case SECTORS, DISK_ID, HOST_NAME, MACHINE_ID, SSH_HOST_KEYS, SCRIPT, UEFI_BOOT_ENTRY ->
                    word(change.what(), figures.toArray());
        };
    }

    private static String use(String words) {
        return Disk.Use.read(words).map(ReasonWords::use).orElse(words);
    }

    private static String use(Disk.Use.Said use) {
        return switch (use.kind()) {
            case MOUNTED -> text("reason.use.mounted", use.device(), use.where());
            case SWAP -> text("reason.use.swap", use.device());
            case HELD -> text("reason.use.held", use.device(), use.where());
        };
    }

    private static String names(List<Reason.Found> disks) {
        return disks.stream()
                .map(disk -> disk.removable() ? text("reason.stick", disk.path()) : disk.path())
                .collect(Collectors.joining(text("reason.between")));
    }
}
