using Reconciler.Cli.Reports.Plans;
using Reconciler.Core.Planning;

namespace Reconciler.Cli.Tests.Reports.Plans;

public sealed class HoldAdviceTests
{
    [Fact]
    public void Of_EveryReason_SaysWhatToDo() => Assert.All(Enum.GetValues<HoldReason>(), reason => Assert.EndsWith(".", HoldAdvice.Of(reason), StringComparison.Ordinal));
}
