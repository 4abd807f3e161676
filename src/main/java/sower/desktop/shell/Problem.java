package sower.desktop.shell;

import static sower.desktop.shell.Texts.text;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import sower.filesystem.CorruptFilesystemException;

/// A failure as a person should read it.
///
/// @param sentence what happened
/// @param remedy what to do about it, may be empty
/// @param help the page that tells more
/// @param details for the one who repairs: class and message of every cause, never a stack trace
public record Problem(String sentence, String remedy, String details, HelpTopic help) {
    /// One that nothing special is known about.
    public Problem(String sentence, String remedy, String details) {
        this(sentence, remedy, details, HelpTopic.TROUBLE);
    }

    /// What `failure` means. The messages of our own exceptions are plain sentences already, which
    /// [sower.deploy.Phrasebook] knows in other languages.
    public static Problem of(Exception failure) {
        var details = details(failure);
        return switch (failure) {
            case AccessDeniedException denied ->
                    new Problem(
                            text("problem.denied", file(denied)),
                            text("problem.denied.remedy"),
                            details,
                            HelpTopic.PROBLEM_DENIED);
            case NoSuchFileException missing ->
                    new Problem(
                            text("problem.missing", file(missing)),
                            text("problem.missing.remedy"),
                            details,
                            HelpTopic.PROBLEM_MISSING);
            case CorruptFilesystemException damaged ->
                    new Problem(
                            text("problem.damaged", String.valueOf(damaged.getMessage())),
                            text("problem.damaged.remedy"),
                            details);
            case FileSystemException told when told.getReason() != null ->
                    new Problem(
                            text("problem.system", file(told), ToldWords.part(told.getReason())),
                            "",
                            details);
            default -> new Problem(sentence(failure), "", details);
        };
    }

    private static String file(FileSystemException failure) {
        return failure.getFile() == null ? "" : failure.getFile();
    }

    private static String sentence(Exception failure) {
        String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return text("problem.unexpected");
        }
        return ToldWords.here(message);
    }

    private static String details(Throwable failure) {
        var lines = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            lines.append(cause.getClass().getSimpleName())
                    .append(": ")
                    .append(cause.getMessage())
                    .append('\n');
        }
        return lines.toString().strip();
    }
}
