/// Help that needs no network: short pages in every language of the window, from
/// `sower/desktop/help/pages.txt` and its translations. A [sower.desktop.shell.HelpTopic] is what
/// other pages ask for; the book has a page for each, which a test makes sure of.
@NullMarked
package sower.desktop.help;

import org.jspecify.annotations.NullMarked;
