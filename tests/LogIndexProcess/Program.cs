using System;
using System.Globalization;
using System.Threading;
using IpBlock.LogIndex.Filling;
using IpBlock.Time;

namespace IpBlock.LogIndex.Tests.Filling;

/// <summary>
/// A program that fills an index until it is killed: <c>LOG INDEX LINES</c> reads so many lines in a transaction, and says each time how many bytes are left.
/// With a fourth number it stops for good in that transaction, when the lines are written and their position is not, and says so.
/// </summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        var holdAt = arguments.Length > 3 ? int.Parse(arguments[3], CultureInfo.InvariantCulture) : 0;
        void Hold()
        {
            if (--holdAt != 0)
                return;
            Console.WriteLine("Held");
            new ManualResetEventSlim().Wait(Timeout.Infinite);
        }

        using var filler = new IndexFiller(arguments[0], new IndexFolder(arguments[1]), Clock.System, new LiveTail())
        {
            SliceLength = int.Parse(arguments[2], CultureInfo.InvariantCulture),
            BeforePosition = Hold,
        };
        while (filler.Slice())
            Console.WriteLine(filler.PendingBytes);
        Console.WriteLine(filler.Status.Problem ?? filler.Status.State.ToString());
        new ManualResetEventSlim().Wait(Timeout.Infinite);
        return 0;
    }
}
