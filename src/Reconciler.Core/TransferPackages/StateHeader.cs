using System.Buffers;
using System.Text.Json;

namespace Reconciler.Core.TransferPackages;

/// <summary>The first line of every state file that consists of lines: what it is, and where its chain begins.</summary>
/// <param name="Kind"><c>transfer-package</c>, <c>server</c>, <c>sources</c>, …</param>
/// <param name="Estate">Null where the file says nothing about servers.</param>
/// <param name="Name">The package's or the server's; null for a file of which there is one.</param>
/// <param name="From">Number of the first line that follows.</param>
/// <param name="After">In a compacted file, the chain of the last line that went to the archive.</param>
public sealed record StateHeader(string Kind, EstateId? Estate, string? Name, long From, LineChain After)
{
    /// <summary>The one format of all of them that this version writes, and the highest that it reads.</summary>
    public const int Format = 1;

    public const string TransferPackage = "transfer-package";

    public const string Server = "server";

    /// <returns>The chain of the line.</returns>
    public LineChain Write(IBufferWriter<byte> output) =>
        After.Seal(JsonLine.Write(WriteFields).Span, output);

    private void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("reconciler"u8, Kind);
        writer.WriteNumber("format"u8, Format);
        writer.WriteOptional("estate"u8, Estate?.Value);
        writer.WriteOptional(Kind == TransferPackage ? "package"u8 : "server"u8, Name);
        writer.WriteNumber("from"u8, From);
        if (After != LineChain.Start)
            writer.WriteString("after"u8, After.Text);
    }

    /// <param name="line">Without its line feed.</param>
    /// <exception cref="FormatException">Not a header of that kind, or of a higher format.</exception>
    public static (StateHeader Header, LineChain Chain) Read(string kind, ReadOnlySpan<byte> line)
    {
        var fields = default(Fields);
        JsonLine.ReadLine(line, ref fields, ReadField);
        CheckFormat(kind, fields.Kind, fields.Format);
        if (fields.Estate is { } estate && !EstateId.IsValid(estate))
            throw new FormatException($"'{estate}' is not an estate's id");

        var after = new LineChain(fields.After ?? "");
        return (new(kind, fields.Estate is { } id ? new EstateId(id) : null, fields.Name, fields.From, after), after.Check(line));
    }

    /// <exception cref="FormatException">Another kind of file, or a higher format.</exception>
    public static void CheckFormat(string expectedKind, string? kind, long format)
    {
        if (kind != expectedKind)
            throw new FormatException($"it should begin with \"reconciler\":\"{expectedKind}\", not '{kind}'");
        if (format > Format)
            throw new FormatException($"it has format {format}, and this version of Reconciler reads up to format {Format}: use the version that wrote it, or a later one");
    }

    private static void ReadField(ref Utf8JsonReader reader, ref Fields fields)
    {
        if (reader.ValueTextEquals("reconciler"u8))
            fields.Kind = reader.ReadString();
        else if (reader.ValueTextEquals("format"u8))
            fields.Format = reader.ReadInt64();
        else if (reader.ValueTextEquals("estate"u8))
            fields.Estate = reader.ReadString();
        else if (reader.ValueTextEquals("package"u8) || reader.ValueTextEquals("server"u8))
            fields.Name = reader.ReadString();
        else if (reader.ValueTextEquals("from"u8))
            fields.From = reader.ReadInt64();
        else if (reader.ValueTextEquals("after"u8))
            fields.After = reader.ReadString();
        else
            reader.Skip();
    }

    private struct Fields
    {
        public string? Kind, Estate, Name, After;
        public long Format, From;
    }
}
