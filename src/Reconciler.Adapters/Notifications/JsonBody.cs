using System.Buffers;
using System.Text.Json;

namespace Reconciler.Adapters.Notifications;

/// <summary>One JSON object as UTF-8; everything that HTML or a terminal could take for its own is escaped.</summary>
internal static class JsonBody
{
    internal static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> fields)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
