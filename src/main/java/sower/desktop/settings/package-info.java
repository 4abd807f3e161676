/// The Settings page: theme, library folder, language, units, and the way into the practice room.
@NullMarked
package sower.desktop.settings;

import org.jspecify.annotations.NullMarked;
