/// Tests of the report.
@NullMarked
package sower.report;

import org.jspecify.annotations.NullMarked;
