using System.Security.Cryptography;
using System.Text.Json;
using Reconciler.Core.TransferPackages;
using Reconciler.Engine.TransferPackages;

namespace Reconciler.Adapters.TransferPackages;

/// <summary><c>estate.json</c>, written once.</summary>
public sealed class EstateFile(StateDirectory directory) : IEstateFile
{
    private const string Kind = "estate";
    private Estate? known;

    public Estate? Find()
    {
        if (known is null && File.Exists(directory.EstateFile))
            known = StateReads.Try(directory.EstateFile, () => Read(directory.EstateFile));
        return known;
    }

    public Estate Create_NeedsLock(IStateLock held, DateTimeOffset now)
    {
        if (Find() is not null)
            throw new InvalidOperationException("The estate has its id already.");

        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        StateWrites.Replace(directory.EstateFile, Text(id, now));
        return Find()!;
    }

    internal static ReadOnlyMemory<byte> Text(string id, DateTimeOffset created) => JsonLine.Write(writer =>
    {
        writer.WriteString("reconciler"u8, Kind);
        writer.WriteNumber("format"u8, StateHeader.Format);
        writer.WriteString("id"u8, id);
        writer.WriteTime("created"u8, created);
    });

    private static Estate Read(string path)
    {
        var fields = default(Fields);
        JsonLine.ReadLine(File.ReadAllBytes(path), ref fields, ReadField);
        return fields.ToEstate();
    }

    private static void ReadField(ref Utf8JsonReader reader, ref Fields fields)
    {
        if (reader.ValueTextEquals("reconciler"u8))
            fields.Kind = reader.ReadString();
        else if (reader.ValueTextEquals("format"u8))
            fields.Format = reader.ReadInt64();
        else if (reader.ValueTextEquals("id"u8))
            fields.Id = reader.ReadString();
        else if (reader.ValueTextEquals("created"u8))
            fields.Created = reader.ReadTime();
        else
            reader.Skip();
    }

    private struct Fields
    {
        public string? Kind, Id;
        public long Format;
        public DateTimeOffset Created;

        public readonly Estate ToEstate()
        {
            StateHeader.CheckFormat(EstateFile.Kind, Kind, Format);
            return Id is { } id && EstateId.IsValid(id) ? new(new(id), Created) : throw new FormatException($"'{Id}' is not an estate's id");
        }
    }
}
