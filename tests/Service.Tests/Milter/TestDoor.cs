using System;
using System.Buffers;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using IpBlock.Filtering;
using IpBlock.Notices;
using IpBlock.Reporting;
using IpBlock.Service.Hosting;
using IpBlock.Service.Metrics;
using IpBlock.Service.Milter;
using IpBlock.Testing.Servers;
using IpBlock.Time;
using Xunit;

namespace IpBlock.Service.Tests.Milter;

/// <summary>A door with an engine of its own, whose settings, log and notices are at hand.</summary>
internal sealed class TestDoor : IDisposable, INoticeSink
{
    private const int Milliseconds = 13;

    private readonly ScratchFolder _folder = new();
    private readonly FilterEngine _engine;

    /// <param name="settings">The name of a file beside the transcripts, or the settings themselves.</param>
    /// <param name="evaluate">In place of the engine's decision.</param>
    /// <param name="dns">The name server to ask.</param>
    /// <param name="clock">The machine's if not said.</param>
    public TestDoor(string settings = "listed", Func<FilterRequest, Task<Verdict>>? evaluate = null, IPEndPoint? dns = null, Clock? clock = null)
    {
        var text = settings.StartsWith('{') ? settings : File.ReadAllText(Path.Combine(Transcripts, settings + ".json"));
        clock ??= Clock.System;
        _engine = new FilterEngine(_folder.Write("ipblock.json", text.Replace("{{dns}}", dns?.ToString(), StringComparison.Ordinal)), clock, this);
        Assert.True(_engine.Filter is not null || settings == "broken", string.Join('\n', Notices.Select(notice => notice.Text)));
        Service = new ServiceContext(_engine, new ServiceMetrics(), this, clock);
        Door = new MilterDoor(Service) { Evaluate = evaluate };
    }

    public static string Transcripts => Path.Combine(AppContext.BaseDirectory, "Milter", "Transcripts");

    public ServiceContext Service { get; }

    public MilterDoor Door { get; }

    public ConcurrentQueue<Notice> Notices { get; } = [];

    public void Write(Notice notice) => Notices.Enqueue(notice);

    /// <summary>Gives one packet to a session; the answers, and what comes next unless it is another packet.</summary>
    public static async Task<IReadOnlyList<string>> SayAsync(MilterSession session, string packet)
    {
        var output = new ArrayBufferWriter<byte>();
        var next = await session.TakeAsync((byte)packet[0], Wire.Packet(packet).AsSpan(5), output);
        var answers = Wire.Read(output.WrittenSpan);
        if (next != Next.Packet)
            answers.Add(next.ToString());
        return answers;
    }

    /// <summary>Ends the engine and returns what it has logged, without the fields that differ from run to run.</summary>
    public IReadOnlyList<string> Log()
    {
        _engine.Dispose();
        return
        [
            .. Directory.Exists(Path.Combine(_folder.Path, "log"))
                ? Directory.GetFiles(Path.Combine(_folder.Path, "log"), "*.csv").Concat(Directory.GetFiles(Path.Combine(_folder.Path, "log"), "*.log"))
                    .SelectMany(File.ReadLines).Where(line => line[0] is >= '0' and <= '9').Select(WithoutTimes)
                : [],
        ];
    }

    public void Dispose()
    {
        _engine.Dispose();
        Service.Metrics.Dispose();
        _folder.Dispose();
    }

    // Without the first field, and from the milliseconds on.
    private static string WithoutTimes(string line) => string.Join(',', line.Split(',')[1..^(LogColumns.All.Count - Milliseconds)]);
}
