package sower.control;

import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import java.nio.charset.StandardCharsets;
import sower.deploy.FromMachine;
import sower.deploy.Json;
import sower.deploy.ToMachine;
import sower.enrol.Enrolment;
import sower.enrol.EnrolmentAnswer;

/// The service `sower.Room`: gRPC over mutual TLS 1.3, our records as JSON in its frames.
final class RoomMethods {
    static final String SERVICE = "sower.Room";

    /// A machine without a certificate asks for one; all else needs it.
    static final MethodDescriptor<Enrolment, EnrolmentAnswer> ENROL =
            method("Enrol", MethodType.UNARY, json(Enrolment.class), json(EnrolmentAnswer.class));

    /// As long as a machine is there: its hellos and reports, and what it is told.
    static final MethodDescriptor<FromMachine, ToMachine> ATTEND =
            method(
                    "Attend",
                    MethodType.BIDI_STREAMING,
                    new Wire<>(FromMachine.JSON::write, FromMachine.JSON::read),
                    new Wire<>(ToMachine.JSON::write, ToMachine.JSON::read));

    /// A file of the image by its name, in parts; `NOT_FOUND` where there is none.
    static final MethodDescriptor<String, byte[]> FETCH =
            method(
                    "Fetch",
                    MethodType.SERVER_STREAMING,
                    new Wire<>(
                            name -> name.getBytes(StandardCharsets.UTF_8),
                            bytes -> new String(bytes, StandardCharsets.UTF_8)),
                    new Wire<>(bytes -> bytes, bytes -> bytes));

    private RoomMethods() {}

    private static <Q, A> MethodDescriptor<Q, A> method(
            String name, MethodType type, Wire<Q> request, Wire<A> answer) {
        return MethodDescriptor.newBuilder(request, answer)
                .setType(type)
                .setFullMethodName(MethodDescriptor.generateFullMethodName(SERVICE, name))
                .build();
    }

    private static <T> Wire<T> json(Class<T> type) {
        return new Wire<>(Json::write, bytes -> Json.read(bytes, type));
    }
}
