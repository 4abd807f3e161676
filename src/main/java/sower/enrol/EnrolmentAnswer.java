package sower.enrol;

/// What the workstation answers an [Enrolment].
///
/// @param sentence for the person in front of the machine
/// @param certificate Base64, for `ENROLLED`; else empty
public record EnrolmentAnswer(Step step, String sentence, String certificate) {
    /// What the machine does next.
    public enum Step {
        /// show the code and ask again
        WAIT,
        /// take part, with the certificate
        ENROLLED,
        /// give up
        REFUSED
    }

    static EnrolmentAnswer await(String sentence) {
        return new EnrolmentAnswer(Step.WAIT, sentence, "");
    }

    static EnrolmentAnswer enrolled(String certificate) {
        return new EnrolmentAnswer(Step.ENROLLED, "enrolled", certificate);
    }

    static EnrolmentAnswer refused(String sentence) {
        return new EnrolmentAnswer(Step.REFUSED, sentence, "");
    }
}
