using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace IpBlock.Testing.Dns;

/// <summary>A name client that shows what came, right or wrong. It reads messages with code of its own, not the server's.</summary>
internal sealed class RawClient : IDisposable
{
    public const int A = 1;
    public const int Ptr = 12;
    public const int Txt = 16;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly IPEndPoint _server;

    public RawClient(IPEndPoint server)
    {
        _server = server;
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
    }

    public int Port => ((IPEndPoint)_socket.LocalEndPoint!).Port;

    public static byte[] Query(string name, int type = A, ushort id = 0x1234, int edns = 0)
    {
        var bytes = new List<byte> { (byte)(id >> 8), (byte)id, 1, 0, 0, 1, 0, 0, 0, 0, 0, (byte)(edns > 0 ? 1 : 0) };
        foreach (var label in name.Split('.'))
            bytes.AddRange([(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]);
        bytes.AddRange([0, 0, (byte)type, 0, 1]);
        if (edns > 0)
            bytes.AddRange([0, 0, 41, (byte)(edns >> 8), (byte)edns, 0, 0, 0, 0, 0, 0]);
        return [.. bytes];
    }

    public async Task<Reply> AskAsync(string name, int type = A, int edns = 0)
    {
        await SendAsync(Query(name, type, edns: edns));
        return await ReceiveAsync();
    }

    public Task SendAsync(byte[] packet) => _socket.SendToAsync(packet, _server);

    public async Task<Reply> ReceiveAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var buffer = new byte[65536];
        var got = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, _server, patience.Token);
        return new Reply(buffer[..got.ReceivedBytes], (IPEndPoint)got.RemoteEndPoint);
    }

    /// <summary>True when a packet is there already: to be asked only after a later question has been answered.</summary>
    public bool HasMore => _socket.Available > 0;

    public static async Task<Reply> AskByTcpAsync(IPEndPoint server, string name, int type = A)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server);
        var query = Query(name, type);
        var stream = client.GetStream();
        await stream.WriteAsync((byte[])[0, (byte)query.Length, .. query]);
        var length = new byte[2];
        await stream.ReadExactlyAsync(length);
        var message = new byte[length[0] << 8 | length[1]];
        await stream.ReadExactlyAsync(message);
        return new Reply(message, server);
    }

    public void Dispose() => _socket.Dispose();
}

/// <summary>A response taken apart; <see cref="Records"/> only for those that can be.</summary>
internal sealed record Reply(byte[] Bytes, IPEndPoint From)
{
    public int Id => Number(0);
    public int Flags => Number(2);
    public int Code => Bytes[3] & 15;
    public bool IsTruncated => (Bytes[2] & 2) != 0;
    public int Answers => Number(6);
    public int Authorities => Number(8);
    public int Additionals => Number(10);

    public string QuestionName
    {
        get
        {
            var offset = 12;
            return ReadName(ref offset);
        }
    }

    public IEnumerable<(string Owner, int Type, uint Ttl, int DataAt, int Length)> Records
    {
        get
        {
            var offset = 12;
            ReadName(ref offset);
            offset += 4;
            for (var i = 0; i < Answers + Authorities + Additionals; i++)
            {
                var owner = ReadName(ref offset);
                var length = Number(offset + 8);
                yield return (owner, Number(offset), (uint)(Number(offset + 4) << 16 | Number(offset + 6)), offset + 10, length);
                offset += 10 + length;
            }
        }
    }

    public string[] Addresses => [.. Records.Where(r => r.Type == 1).Select(r => new IPAddress(Bytes.AsSpan(r.DataAt, r.Length)).ToString())];

    public byte[][] Texts => [.. Records.Where(r => r.Type == 16).Select(r => Bytes[r.DataAt..(r.DataAt + r.Length)])];

    public string[] Pointers => [.. Records.Where(r => r.Type == 12).Select(r => NameAt(r.DataAt))];

    public string[] Aliases => [.. Records.Where(r => r.Type == 5).Select(r => NameAt(r.DataAt))];

    public string NameAt(int offset) => ReadName(ref offset);

    public int Number(int offset) => Bytes[offset] << 8 | Bytes[offset + 1];

    private string ReadName(ref int offset)
    {
        var labels = new List<string>();
        var position = offset;
        var end = -1;
        while (Bytes[position] != 0)
        {
            if (labels.Count > 128)
                throw new FormatException("endless name");
            if (Bytes[position] < 64)
            {
                labels.Add(Encoding.ASCII.GetString(Bytes, position + 1, Bytes[position]));
                position += 1 + Bytes[position];
                continue;
            }

            end = end < 0 ? position + 2 : end;
            position = Number(position) & 0x3FFF;
        }

        offset = end < 0 ? position + 1 : end;
        return string.Join('.', labels);
    }
}
