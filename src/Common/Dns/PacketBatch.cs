using System;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace IpBlock.Dns;

/// <summary>Packets that leave through one socket in one call of the system, where there is such a call: sendmmsg(2) of 64-bit Linux. For one thread.</summary>
internal sealed class PacketBatch
{
    /// <summary>More than most sites have lists.</summary>
    public const int MaxPackets = 16;

    // struct mmsghdr is the same with glibc and musl: address 0 and its length 8, parts 16 and their number 24, control data 32 and its length 40, flags 48, bytes sent 56. struct iovec: start 0, length 8.
    private const int HeaderSize = 64;
    private const int Parts = 16;
    private const int PartCount = 24;
    private const int PartSize = 16;
    private const int PartLength = 8;
    private const int FirstPart = MaxPackets * HeaderSize;
    private const int FirstPacket = FirstPart + MaxPackets * PartSize;
    private const int PacketRoom = (DnsQueryMessage.MaxLength + 7) / 8 * 8;

#if NET
    private readonly IntPtr _start;

    public PacketBatch()
    {
        Memory = GC.AllocateArray<byte>(FirstPacket + MaxPackets * PacketRoom, pinned: true);
        _start = Marshal.UnsafeAddrOfPinnedArrayElement(Memory, 0);
        for (var i = 0; i < MaxPackets; i++)
        {
            Write(i * HeaderSize + Parts, _start + FirstPart + i * PartSize);
            Write(i * HeaderSize + PartCount, 1);
            Write(FirstPart + i * PartSize, _start + Place(i));
        }
    }

    /// <summary>True when this system has the call.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && IntPtr.Size == sizeof(long);

    /// <summary>What the packets are written into.</summary>
    public byte[] Memory { get; }

    /// <summary>Sends some of the packets.</summary>
    /// <returns>How many were sent, from the first; what kept the next one back is known when it is sent alone.</returns>
    public int Send(Socket socket, int first, int count)
    {
        try
        {
            return Math.Max(0, sendmmsg(socket.SafeHandle, _start + first * HeaderSize, (uint)count, 0));
        }
        catch (ObjectDisposedException)
        {
            return 0; // retired since it was chosen
        }
    }

    private void Write(int place, long value) => BitConverter.TryWriteBytes(Memory.AsSpan(place), value);

    [DllImport("libc")]
    private static extern int sendmmsg(SafeHandle socket, IntPtr messages, uint count, int flags);
#else
    public static bool IsSupported => false;

    public byte[] Memory { get; } = [];

    public int Send(Socket socket, int first, int count) => 0;

    private static void Write(int place, long value) => throw new NotSupportedException();
#endif

    /// <summary>Where a packet begins.</summary>
    public static int Place(int packet) => FirstPacket + packet * PacketRoom;

    /// <summary>How long a packet is.</summary>
    public void SetLength(int packet, int length) => Write(FirstPart + packet * PartSize + PartLength, length);
}
