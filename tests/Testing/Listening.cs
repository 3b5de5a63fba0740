using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Reconciler.Testing;

/// <summary>Waits for a server that was just started.</summary>
internal static class Listening
{
    /// <exception cref="InvalidOperationException">It ended, or does not listen within ten seconds.</exception>
    internal static void Await(Process process, int port, string name)
    {
        for (var i = 0; i < 200 && !process.HasExited; i++)
        {
            try
            {
                using var client = new TcpClient();
                client.Connect(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                Thread.Sleep(50);
            }
        }

        throw new InvalidOperationException($"{name} does not listen");
    }
}
