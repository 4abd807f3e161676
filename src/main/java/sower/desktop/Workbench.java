package sower.desktop;

import sower.desktop.shell.Background;
import sower.desktop.shell.FileQuestion;
import sower.desktop.shell.Frame;
import sower.desktop.shell.Jobs;
import sower.desktop.shell.Preferences;

/// What every desk of the workstation works with.
///
/// A *desk* joins one page to the rooms behind it: it takes the page's wishes, has the work done in
/// the background, and shows the page what came of it.
record Workbench(
        Preferences preferences,
        Background background,
        Jobs jobs,
        Frame frame,
        FileQuestion files) {}
