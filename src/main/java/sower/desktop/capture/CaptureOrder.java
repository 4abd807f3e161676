package sower.desktop.capture;

import sower.desktop.disks.Chosen;

/// What the person asked for.
///
/// @param name of the image
/// @param note the person's words, may be empty
/// @param inPlace seed straight from the disk instead of copying it into the library
/// @param compress whether the library keeps it compressed; without meaning in place
public record CaptureOrder(
        Chosen chosen, String name, String note, boolean inPlace, boolean compress) {}
