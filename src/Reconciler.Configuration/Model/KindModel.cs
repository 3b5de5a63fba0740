namespace Reconciler.Configuration.Model;

/// <summary>A kind of document.</summary>
/// <param name="Description">One sentence.</param>
internal sealed record KindModel(string Name, string Description, ObjectType Spec);
