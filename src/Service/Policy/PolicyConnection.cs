using System;
using System.Buffers;
using System.IO.Pipelines;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Service.Hosting;

namespace IpBlock.Service.Policy;

/// <summary>One connection of Postfix: requests come in, answers go out, one after the other. It holds no thread and, between requests, no buffer.</summary>
internal sealed class PolicyConnection(ServiceContext service, IDuplexPipe pipe, StallWatch stall, CancellationToken stopping)
{
    // Of many requests at once the answers are sent piece by piece: they may be much longer than the requests.
    private const int AnswersAtOnce = 4096;

    private readonly PolicyConversation _conversation = new(service);
    private byte[]? _copy;
    private bool _isGone;

    /// <summary>Serves until the other side ends it, breaks the protocol, or the service stops; what has been asked by then is answered.</summary>
    /// <returns>What was wrong with a request.</returns>
    public async Task<PolicyFlaw> ServeAsync()
    {
        using var stop = stopping.UnsafeRegister(static input => ((PipeReader)input!).CancelPendingRead(), pipe.Input);
        while (true)
        {
            var read = await pipe.Input.ReadAsync().ConfigureAwait(false);
            var (taken, flaw) = await AnswerAllAsync(read.Buffer).ConfigureAwait(false);
            var left = read.Buffer.Length - taken;

            // Of very many requests at once only the first were put together: what is left may be answered without anything more coming.
            var position = read.Buffer.GetPosition(taken);
            pipe.Input.AdvanceTo(position, taken > 0 && left > PolicyParser.MaxRequest ? position : read.Buffer.End);
            stall.Mark(left > 0);
            if (_isGone || (taken > 0 && !await stall.FlushAsync(pipe.Output, left > 0).ConfigureAwait(false)))
                return flaw;
            if (flaw != PolicyFlaw.None || read.IsCompleted || stopping.IsCancellationRequested)
                return flaw;
        }
    }

    private async ValueTask<(int Taken, PolicyFlaw Flaw)> AnswerAllAsync(ReadOnlySequence<byte> buffer)
    {
        var data = Contiguous(buffer);
        var taken = 0;
        while (true)
        {
            var flaw = PolicyParser.Read(data.Span[taken..], out var request, out var length);
            if (flaw != PolicyFlaw.None || length == 0 || _isGone)
            {
                Return();
                return (taken, flaw);
            }

            taken += length;
            stall.Serve();
            var answer = await _conversation.AnswerAsync(request).ConfigureAwait(false);
            service.Metrics.PolicyAnswered(answer);
            PolicyAnswer.Write(pipe.Output, answer);
            if (pipe.Output.UnflushedBytes >= AnswersAtOnce)
                _isGone = !await stall.FlushAsync(pipe.Output, isBusy: true).ConfigureAwait(false);
        }
    }

    // A request lies in one piece nearly always. One that does not is put together, and never more than the longest that is allowed.
    private ReadOnlyMemory<byte> Contiguous(ReadOnlySequence<byte> buffer)
    {
        if (buffer.IsSingleSegment)
            return buffer.First;
        var length = (int)Math.Min(buffer.Length, 2 * PolicyParser.MaxRequest);
        _copy = ArrayPool<byte>.Shared.Rent(length);
        buffer.Slice(0, length).CopyTo(_copy);
        return _copy.AsMemory(0, length);
    }

    private void Return()
    {
        if (_copy is not null)
            ArrayPool<byte>.Shared.Return(_copy);
        _copy = null;
    }
}
