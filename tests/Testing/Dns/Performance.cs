using System;
using System.Threading;
using System.Threading.Tasks;
using IpBlock.Testing.Dns.Wire;

namespace IpBlock.Testing.Dns;

/// <summary>The way an answer goes back to who asked.</summary>
internal interface IWayBack
{
    Transport Transport { get; }

    ValueTask SendAsync(byte[] packet);

    /// <summary>From another port than the one that was asked.</summary>
    ValueTask SendFromElsewhereAsync(byte[] packet);

    void Close();
}

/// <summary>One query being answered as its script says: loss, then delay, then lies, then the truth.</summary>
internal sealed class Performance(WireQuery query, Role role, IWayBack back)
{
    private readonly Play _play = role.Play;

    public async Task RunAsync(CancellationToken stop)
    {
        if (IsLost())
            return;
        if (_play.Gate is { } gate)
            await gate.WaitAsync(stop);
        if (_play.Delay is { } delay)
            await Task.Delay(delay, stop);
        if (_play.ClosesTcp == true && back.Transport == Transport.Tcp)
            back.Close();
        else if (await LieAsync())
            await TellTruthAsync(stop);
    }

    private bool IsLost() => _play.Silent == true || (back.Transport == Transport.Tcp ? _play.SilentOnTcp == true : _play.Drop?.Takes() == true);

    // False when the lie was all there is to be said.
    private async Task<bool> LieAsync()
    {
        var told = false;
        foreach (var lie in _play.Lies ?? [])
        {
            if (lie.FromElsewhere && back.Transport == Transport.Tcp)
                continue;
            told = true;
            await (lie.FromElsewhere ? back.SendFromElsewhereAsync(lie.Forge(query)) : back.SendAsync(lie.Forge(query)));
        }

        return !told || _play.TruthAfter is not null;
    }

    private async Task TellTruthAsync(CancellationToken stop)
    {
        if (_play.TruthAfter is { } later && later > TimeSpan.Zero)
            await Task.Delay(later, stop);
        var honest = Truth.Compose(query, role, _play, back.Transport);
        if ((_play.Quirk is { } quirk ? quirk.Twist(query, back.Transport, honest) : honest) is { } packet)
            await back.SendAsync(packet);
    }
}
