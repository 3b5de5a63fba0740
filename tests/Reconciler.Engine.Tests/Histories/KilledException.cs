namespace Reconciler.Engine.Tests.Histories;

/// <summary>Thrown into what is still under way of a process that was killed; nobody hears it.</summary>
internal sealed class KilledException : Exception;
