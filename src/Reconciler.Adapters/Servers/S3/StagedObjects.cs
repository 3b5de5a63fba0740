namespace Reconciler.Adapters.Servers.S3;

/// <summary>A tree that is complete, and not sealed yet.</summary>
internal sealed record StagedObjects(ObjectSeal Seal, ObjectJournal Journal);
