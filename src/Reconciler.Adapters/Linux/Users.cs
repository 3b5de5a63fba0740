using System.Runtime.InteropServices;

namespace Reconciler.Adapters.Linux;

/// <summary>Users as the kernel knows them, by number.</summary>
internal static class Users
{
    public const uint Root = 0;

    /// <summary><c>struct passwd</c> begins with the name; the rest is shorter than this on every Linux.</summary>
    private const int EntryWords = 16;

    private const int TextBytes = 16 << 10;

    /// <summary>Whom this process acts as.</summary>
    public static uint Own => LibC.EffectiveUser();

    /// <returns>Null for a number that no user has.</returns>
    public static string? NameOf(uint user)
    {
        var entry = new nint[EntryWords];
        var texts = GC.AllocateUninitializedArray<byte>(TextBytes, pinned: true);
        return LibC.FindUser(user, entry, texts, TextBytes, out var found) == 0 && found != 0 ? Marshal.PtrToStringUTF8(entry[0]) : null;
    }
}
