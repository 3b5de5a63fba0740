using static Reconciler.Core.Diagnostics.Report;

namespace Reconciler.Core.Diagnostics;

/// <summary>RCN402x: what is wrong with a package's <c>url</c> source. Each stands at the package's <c>source</c> line.</summary>
public static class DownloadDiagnostics
{
    /// <param name="url">Without its query, here and below.</param>
    /// <param name="reason">Of which a second try makes nothing better: <c>the server answered 404 Not Found</c>.</param>
    public static Diagnostic DownloadRefused(SourcePosition at, string url, string reason) =>
        Error("RCN4020", new(at), $"'{url}' cannot be downloaded: {reason}; correct the 'url', or see to it that this machine can read it");

    /// <param name="reason">Of the last try: <c>the connection was cut</c>.</param>
    public static Diagnostic DownloadInterrupted(SourcePosition at, string url, string reason, int tries) =>
        Error("RCN4021", new(at), $"'{url}' cannot be downloaded just now: {reason}, after {tries} tries in a row; the next run goes on from what a sync has of it");

    /// <param name="reason">What the system answered.</param>
    public static Diagnostic DownloadNotWritten(SourcePosition at, string url, string reason) =>
        Error("RCN4023", new(at), $"'{url}' cannot be written here while it is downloaded: {reason}");

    public static Diagnostic WrongSha256(SourcePosition at, string url, string declared, string found, string sizeBytes) =>
        Error("RCN4022", new(at), $"'{url}' is not what was declared: its {sizeBytes} bytes have the sha256 {found}, not {declared}; nothing of it was kept. Find out who changed it, and only then correct 'sha256'");
}
