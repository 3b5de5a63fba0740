using Reconciler.Core.TransferPackages;
using Reconciler.Engine.Despooling;

namespace Reconciler.Engine.Tests.Despooling;

public sealed class BackOffTests
{
    private static readonly DateTimeOffset now = new(2026, 11, 22, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(TroubleKind.Unreachable, 1, 1)]
    [InlineData(TroubleKind.Unreachable, 2, 2)]
    [InlineData(TroubleKind.IoError, 5, 16)]
    [InlineData(TroubleKind.HashMismatch, 7, 60)]
    [InlineData(TroubleKind.Unreachable, 1000, 60)]
    [InlineData(TroubleKind.NoSpace, 1, 60)]
    [InlineData(TroubleKind.NoPermission, 3, 240)]
    [InlineData(TroubleKind.BadName, 1000, 24 * 60)]
    [InlineData(TroubleKind.NotMounted, 1, 60)]
    public void Next_AfterSoManyFailures_IsLaterByUpToAQuarter(TroubleKind kind, int attempt, int minutes)
    {
        var delays = Enumerable.Range(1, 500).Select(server => BackOff.Next(kind, attempt, new($"dp-{server}"), now)!.Value - now).ToArray();

        Assert.All(delays, delay => Assert.InRange(delay, TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(minutes * 1.25)));
        Assert.True(delays.Distinct().Count() > 100, "servers that failed together come back together");
    }

    [Fact]
    public void Next_HoweverOftenItFailed_IsNotLaterThanAnyTryIsPutOff() =>
        Assert.All(
            from kind in Enum.GetValues<TroubleKind>() from server in Enumerable.Range(1, 500) select BackOff.Next(kind, 1000, new($"dp-{server}"), now),
            next => Assert.False(next > now + Trouble.LongestWait));

    [Theory]
    [InlineData(TroubleKind.Conflict)]
    [InlineData(TroubleKind.Foreign)]
    [InlineData(TroubleKind.Superseded)]
    public void Next_ForWhatTimeDoesNotMend_IsNever(TroubleKind kind) => Assert.Null(BackOff.Next(kind, 1, new("dp-1"), now));
}
