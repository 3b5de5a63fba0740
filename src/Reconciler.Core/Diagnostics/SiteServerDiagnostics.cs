using static Reconciler.Core.Diagnostics.Report;

namespace Reconciler.Core.Diagnostics;

/// <summary>RCN3019 and RCN3020: what is wrong with a configuration on this site server, and may be right on another.</summary>
public static class SiteServerDiagnostics
{
    /// <param name="state">The state directory, absolute.</param>
    public static Diagnostic AddressContainsState(SourceSpan at, string server, string address, string state) =>
        Error("RCN3019", at, $"the address '{address}' of '{server}' contains the state directory {state}; give the server a directory of its own, or move the state with --state");

    /// <param name="state">The state directory, absolute.</param>
    public static Diagnostic AddressInsideState(SourceSpan at, string server, string address, string state) =>
        Error("RCN3020", at, $"the address '{address}' of '{server}' lies in the state directory {state}; there, servers lie only below 'roots/', which is where a relative address such as '{server}' leads");
}
