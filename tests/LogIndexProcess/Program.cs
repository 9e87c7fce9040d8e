using System;
using System.Globalization;
using System.Threading;
using IpBlock.LogIndex.Filling;
using IpBlock.Time;

namespace IpBlock.LogIndex.Tests.Filling;

/// <summary>
/// A program that fills an index until it is killed: <c>LOG INDEX LINES</c> reads so many lines in a transaction, and says each time how many bytes are left.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        using var filler = new IndexFiller(arguments[0], new IndexFolder(arguments[1]), Clock.System, new LiveTail()) { SliceLength = int.Parse(arguments[2], CultureInfo.InvariantCulture) };
        while (filler.Slice())
            Console.WriteLine(filler.PendingBytes);
        Console.WriteLine(filler.Status.Problem ?? filler.Status.State.ToString());
        new ManualResetEventSlim().Wait(Timeout.Infinite);
        return 0;
    }
}
