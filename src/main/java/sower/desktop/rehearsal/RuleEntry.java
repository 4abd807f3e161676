package sower.desktop.rehearsal;

import static sower.desktop.shell.Texts.text;

import java.util.Optional;
import sower.deploy.DiskRule;
import sower.desktop.shell.ToldWords;

/// A disk rule as it is typed: the same grammar as on the command line, explained in one sentence.
///
/// @param rule nothing while what is typed is no rule
/// @param sentence what the rule means, or how one is written
public record RuleEntry(Optional<DiskRule> rule, String sentence) {

    public static RuleEntry of(String typed) {
        try {
            var rule = DiskRule.parse(typed);
            return new RuleEntry(Optional.of(rule), meaning(rule));
        } catch (IllegalArgumentException e) {
            var wrong = typed.isBlank() ? text("rule.blank") : ToldWords.here(e.getMessage() + ".");
            return new RuleEntry(Optional.empty(), wrong);
        }
    }

    /// What a rule means, in one sentence.
    static String meaning(DiskRule rule) {
        return switch (rule) {
            case DiskRule.Only only -> text("rule.only");
            case DiskRule.Smallest smallest -> text("rule.smallest");
            case DiskRule.Serial(var serial) -> text("rule.serial", serial);
            case DiskRule.Wwn(var wwn) -> text("rule.wwn", wwn);
            case DiskRule.At(var path) -> text("rule.path", path);
            case DiskRule.Size size -> {
                var ends = size.toString().substring("size=".length()).split("\\.\\.", 2);
                yield text("rule.size", ends[0], ends[1]);
            }
        };
    }
}
