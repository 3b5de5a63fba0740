namespace Reconciler.House.Tests.Symbols.Samples.Lower;

internal sealed class OnlyAnArgument;
