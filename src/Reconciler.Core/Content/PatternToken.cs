using System.Text;

namespace Reconciler.Core.Content;

/// <summary>One element of a <see cref="PartPattern"/>.</summary>
internal abstract class PatternToken
{
    /// <summary>Whether this takes exactly this character.</summary>
    public abstract bool Matches(Rune rune);

    /// <summary>Any number of characters; <see cref="PartPattern"/> knows what that means.</summary>
    public sealed class Star : PatternToken
    {
        public static Star Instance { get; } = new();

        public override bool Matches(Rune rune) => false;
    }

    public sealed class AnyOne : PatternToken
    {
        public static AnyOne Instance { get; } = new();

        public override bool Matches(Rune rune) => true;
    }

    public sealed class Literal(Rune wanted) : PatternToken
    {
        public override bool Matches(Rune rune) => rune == wanted;
    }

    public sealed class OneOf((Rune First, Rune Last)[] ranges, bool isNegated) : PatternToken
    {
        public override bool Matches(Rune rune)
        {
            foreach (var (first, last) in ranges)
            {
                if (first <= rune && rune <= last)
                    return !isNegated;
            }

            return isNegated;
        }
    }
}
