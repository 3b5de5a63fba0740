using System.Buffers;

namespace Reconciler.Adapters.Servers.S3;

/// <summary>Bounds the memory of all that is on its way to a bucket.</summary>
internal sealed class BufferBudget(int mostBytes) : IDisposable
{
    private const int UnitBytes = 256 << 10;

    private readonly SemaphoreSlim units = new(mostBytes / UnitBytes);

    // One takes its units at a time: two that each have half of what they need would wait for ever.
    private readonly SemaphoreSlim gate = new(1);

    public async Task<Rented> RentAsync(int bytes, CancellationToken cancellationToken)
    {
        var wanted = Math.Min((bytes + UnitBytes - 1) / UnitBytes, mostBytes / UnitBytes);
        var taken = 0;
        await gate.WaitAsync(cancellationToken);
        try
        {
            for (; taken < wanted; taken++)
                await units.WaitAsync(cancellationToken);
        }
        catch when (taken > 0)
        {
            units.Release(taken);
            throw;
        }
        finally
        {
            gate.Release();
        }

        return new(ArrayPool<byte>.Shared.Rent(bytes), bytes, wanted, this);
    }

    public void Dispose()
    {
        units.Dispose();
        gate.Dispose();
    }

    internal sealed class Rented(byte[] array, int length, int wanted, BufferBudget budget) : IDisposable
    {
        public Memory<byte> Memory => array.AsMemory(0, length);

        public void Dispose()
        {
            ArrayPool<byte>.Shared.Return(array);
            if (wanted > 0)
                budget.units.Release(wanted);
        }
    }
}
