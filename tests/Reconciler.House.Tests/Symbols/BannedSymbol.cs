namespace Reconciler.House.Tests.Symbols;

/// <summary>
/// One line of <c>BannedSymbols.txt</c>: <c>M:System.Threading.Thread.Sleep; Say what to use instead. [except Cli, ServerLane]</c>.
/// <c>T:</c> bans a type, <c>P:</c> a property, <c>M:</c> a method: without parentheses all of its overloads.
/// </summary>
/// <param name="Except">Projects (without <c>Reconciler.</c>) and types that may use it.</param>
internal sealed record BannedSymbol(char Kind, string Name, string Instead, IReadOnlySet<string> Except)
{
    public static IEnumerable<BannedSymbol> ReadAll(string text) =>
        text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#')).Select(Read);

    /// <exception cref="FormatException">The line names no symbol or no replacement.</exception>
    public static BannedSymbol Read(string line)
    {
        var semicolon = line.IndexOf(';', StringComparison.Ordinal);
        if (semicolon < 3 || line[1] != ':' || line[0] is not ('T' or 'M' or 'P'))
            throw new FormatException($"'{line}' is not 'T:', 'M:' or 'P:', a name, a semicolon and what to use instead");

        var instead = line[(semicolon + 1)..].Trim();
        var except = new HashSet<string>();
        if (instead.EndsWith(']') && instead.LastIndexOf("[except ", StringComparison.Ordinal) is >= 0 and var bracket)
        {
            except.UnionWith(instead[(bracket + "[except ".Length)..^1].Split(',', StringSplitOptions.TrimEntries));
            instead = instead[..bracket].Trim();
        }

        return instead.Length > 0 ? new(line[0], line[2..semicolon].Trim(), instead, except) : throw new FormatException($"'{line}' does not say what to use instead");
    }

    /// <param name="project">Without <c>Reconciler.</c>.</param>
    public IEnumerable<string> Violations(string project, TypeReferences type)
    {
        if (Except.Contains(project) || Except.Contains(type.Name))
            return [];

        var used = Kind == 'T' ? type.Types.Where(name => name == Name) : type.Members.Where(IsMeant);
        return used.Select(name => $"{type.FullName} ({project}) uses {name}: {Instead}");
    }

    private bool IsMeant(string member)
    {
        var withoutParameters = member.IndexOf('(', StringComparison.Ordinal) is >= 0 and var open ? member[..open] : member;
        if (Kind == 'M')
            return Name.Contains('(', StringComparison.Ordinal) ? member == Name : withoutParameters == Name;

        var dot = Name.LastIndexOf('.');
        return withoutParameters == $"{Name[..dot]}.get_{Name[(dot + 1)..]}" || withoutParameters == $"{Name[..dot]}.set_{Name[(dot + 1)..]}";
    }
}
