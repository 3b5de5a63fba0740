using System.Buffers;
using System.Text;

namespace Reconciler.Core.Content;

/// <summary>Names that are no UTF-8, for messages.</summary>
public static class VisibleBytes
{
    /// <summary>Bytes that are not UTF-8 become <c>\xFF</c>, the others what they mean: <c>caf\xE9.txt</c>.</summary>
    public static string Show(ReadOnlySpan<byte> name)
    {
        var text = new StringBuilder(name.Length);
        while (!name.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(name, out var rune, out var length) == OperationStatus.Done)
                text.Append(rune.ToString());
            else
                foreach (var invalid in name[..length])
                    text.Append($"\\x{invalid:X2}");
            name = name[length..];
        }

        return text.ToString();
    }
}
