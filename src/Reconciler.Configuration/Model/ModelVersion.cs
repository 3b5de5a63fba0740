namespace Reconciler.Configuration.Model;

/// <summary>The version whose configuration language this is, as messages and the schema give it.</summary>
internal static class ModelVersion
{
    public const string Text = "0.1";
}
