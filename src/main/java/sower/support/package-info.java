/// What somebody far away needs to understand a failure, with nothing in it that tells who and
/// where.
///
/// A [sower.support.SupportBundle] is one zip of plain text: versions, disks, the last runs, the
/// program's own log. All of it goes through one [sower.support.Masking], which gives every private
/// name one pseudonym, so that a reader can follow who is who. What no rule knows is left out, not
/// let through.
///
/// Nothing here changes a library or opens a medium. May be called from any thread; a bundle is
/// made by one. What cannot be read is told in the bundle, for it is a part of the picture.
@NullMarked
package sower.support;

import org.jspecify.annotations.NullMarked;
