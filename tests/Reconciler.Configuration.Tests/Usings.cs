global using Xunit;
global using static Reconciler.Testing.Verifier;
