namespace Reconciler.House.Tests.Symbols;

/// <summary>Everything that one top-level type, with what is nested in it and what the compiler made of it, refers to.</summary>
/// <param name="Types">Full names; generic ones with their number of parameters: <c>System.Threading.Tasks.Task`1</c>.</param>
/// <param name="Members">As in documentation: <c>System.IO.File.Move(System.String,System.String,System.Boolean)</c>.</param>
internal sealed record TypeReferences(string Namespace, string Name, IReadOnlySet<string> Types, IReadOnlySet<string> Members)
{
    public string FullName => Namespace.Length == 0 ? Name : $"{Namespace}.{Name}";
}
