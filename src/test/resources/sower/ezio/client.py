"""EZIO's service as Google's own libraries speak it: client.py HOST:PORT COMMAND [ARGUMENT ...]
Commands: version; add TORRENT PATH [seed]; status; pause HASH; resume HASH; shutdown
Prints JSON; a refusal is printed as {"refused": ...}."""
import json, sys
import grpc
from google.protobuf import descriptor_pb2, descriptor_pool, json_format, message_factory

F = descriptor_pb2.FieldDescriptorProto
file = descriptor_pb2.FileDescriptorProto(name="ezio.proto", package="ezio", syntax="proto3")


def message(name, *fields, into=None):
    made = (into.nested_type if into else file.message_type).add(name=name)
    for number, (field, kind, *more) in enumerate(fields, 1):
        made.field.add(name=field, number=number, type=kind if isinstance(kind, int) else F.TYPE_MESSAGE,
                       type_name=None if isinstance(kind, int) else kind,
                       label=F.LABEL_REPEATED if "repeated" in more else F.LABEL_OPTIONAL)
    return made


B, S, O, I, L, D = F.TYPE_BYTES, F.TYPE_STRING, F.TYPE_BOOL, F.TYPE_INT32, F.TYPE_INT64, F.TYPE_DOUBLE
message("Empty")
message("AddRequest", ("torrent", B), ("save_path", S), ("seeding_mode", O), ("max_uploads", I),
        ("max_connections", I), ("sequential_download", O))
message("AddResponse", ("result", O))
message("StatusRequest", ("hashes", S, "repeated"))
message("Torrent", ("hash", S), ("name", S), ("progress", D), ("download_rate", L), ("upload_rate", L),
        ("active_time", L), ("is_finished", O), ("num_peers", L), ("state", L), ("total_done", L), ("total", L),
        ("num_pieces", L), ("finished_time", L), ("seeding_time", L), ("total_payload_download", L),
        ("total_payload_upload", L), ("is_paused", O), ("save_path", S), ("last_upload", L), ("last_download", L))
status = message("Status", ("hashes", S, "repeated"), ("torrents", ".ezio.Status.TorrentsEntry", "repeated"))
message("TorrentsEntry", ("key", S), ("value", ".ezio.Torrent"), into=status).options.map_entry = True
message("HashRequest", ("hash", S))
message("Version", ("version", S))
pool = descriptor_pool.DescriptorPool()
pool.Add(file)
made = {m.name: message_factory.MessageFactory(pool).GetPrototype(pool.FindMessageTypeByName("ezio." + m.name))
        for m in file.message_type}


def call(method, request, answer):
    return channel.unary_unary("/ezio.EZIO/" + method, request_serializer=type(request).SerializeToString,
                               response_deserializer=made[answer].FromString)(request, timeout=30)


address, command, *rest = sys.argv[1:]
channel = grpc.insecure_channel(address)
try:
    if command == "version":
        answer = call("GetVersion", made["Empty"](), "Version")
    elif command == "add":
        torrent = open(rest[0], "rb").read()
        answer = call("AddTorrent", made["AddRequest"](torrent=torrent, save_path=rest[1], seeding_mode="seed" in rest,
                                                       max_uploads=2, max_connections=3), "AddResponse")
    elif command == "status":
        answer = call("GetTorrentStatus", made["StatusRequest"](hashes=["ignored"]), "Status")
    elif command in ("pause", "resume"):
        answer = call(command.title() + "Torrent", made["HashRequest"](hash=rest[0]), "Empty")
    else:
        answer = call("Shutdown", made["Empty"](), "Empty")
    print(json.dumps(json_format.MessageToDict(answer, including_default_value_fields=True,
                                               preserving_proto_field_name=True)))
except grpc.RpcError as refusal:
    print(json.dumps({"refused": refusal.details()}))
