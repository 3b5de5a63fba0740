using Reconciler.House.Tests.Symbols.Samples.Lower;

namespace Reconciler.House.Tests.Symbols.Samples;

/// <summary>Refers to what the tests look for, each in its own way.</summary>
internal sealed class Offender
{
    public Lazy<StreamWriter>? InASignature { get; init; }

    public static void InABody(string from, string to) => File.Move(from, to, overwrite: true);

    public static Func<DateTime> InALambda() => () => DateTime.UtcNow;

    public static int Blocking(Task<int> task) => task.Result + Task.Run(() => 1).GetAwaiter().GetResult();

    public static bool InAnInstruction(object candidate) => candidate is Lowest[];

    public static string InAGenericArgument() => string.Join(',', Enumerable.Empty<Lower.OnlyAnArgument>());

    /// <summary>Reaches all sizes of operands, so that a wrong one would lose the way before the last call.</summary>
    public static double InALongBody(int which, double factor)
    {
        var text = which switch { 0 => "a", 1 => "b", 2 => "c", 3 => "d", 4 => "e", _ => "f" };
        try
        {
            return (factor * 1.5e300) + 0x7FFFFFFFFFFFFFF + text.Length;
        }
        catch (InvalidTimeZoneException) when (which > 300)
        {
            return which;
        }
        finally
        {
            Thread.Sleep(0);
        }
    }
}
