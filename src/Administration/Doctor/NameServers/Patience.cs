using System;

namespace IpBlock.Administration.Doctor.NameServers;

/// <summary>
/// How long the doctor waits for answers: all of them side by side, so that ten lists take as long as one, under five seconds when nothing answers.
/// </summary>
internal static class Patience
{
    /// <summary>One try with a name server of this machine. It may have to ask others first.</summary>
    public static readonly TimeSpan Try = TimeSpan.FromMilliseconds(800);

    /// <summary>One try with a name server elsewhere, which knows its answers itself. Half way round the world and back takes 350 ms.</summary>
    public static readonly TimeSpan Far = TimeSpan.FromMilliseconds(600);

    /// <summary>The last try with such a one: who answers late is not dead.</summary>
    public static readonly TimeSpan FarAndSlow = TimeSpan.FromMilliseconds(1600);

    /// <summary>From here on a name server is slow with what it knows already: every connection waits that long for its lists.</summary>
    public static readonly TimeSpan SlowServer = TimeSpan.FromMilliseconds(300);

    /// <summary>From here on a list is slow, as the health watch has it.</summary>
    public static readonly TimeSpan SlowList = TimeSpan.FromSeconds(1);
}
