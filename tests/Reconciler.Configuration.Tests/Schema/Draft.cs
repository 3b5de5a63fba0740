using System.Collections.Immutable;
using Reconciler.Configuration.Yaml;

namespace Reconciler.Configuration.Tests.Schema;

/// <summary>A document before anybody has decided how it is written.</summary>
internal abstract record Draft
{
    /// <summary>How many places there are in it where something can be changed.</summary>
    public virtual int Places => 1;

    public static Draft Of(YamlNode node) => node switch
    {
        ScalarNode { IsNothing: true } => new Nothing(),
        ScalarNode scalar => new Text(scalar.Text),
        SequenceNode sequence => new Items([.. sequence.Items.Select(Of)]),
        MappingNode mapping => new Fields([.. mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Text, Of(entry.Value)))]),
        _ => throw new ArgumentException(node.Shape),
    };

    /// <summary>Changes one place; 0 is the draft itself.</summary>
    public virtual Draft Change(int place, Func<Draft, Draft> change) => place == 0 ? change(this) : this;

    /// <summary>Every text in it.</summary>
    public virtual IEnumerable<string> Texts => [];

    /// <summary><c>key:</c> with nothing behind it.</summary>
    public sealed record Nothing : Draft;

    public sealed record Text(string Value) : Draft
    {
        public override IEnumerable<string> Texts => [Value];
    }

    public sealed record Items(ImmutableArray<Draft> All) : Draft
    {
        public override int Places => 1 + All.Sum(item => item.Places);

        public override IEnumerable<string> Texts => All.SelectMany(item => item.Texts);

        public override Draft Change(int place, Func<Draft, Draft> change)
        {
            if (place == 0)
                return change(this);

            var changed = All.ToBuilder();
            for (var (i, before) = (0, 1); i < All.Length; before += All[i++].Places)
                changed[i] = All[i].Change(place - before, change);
            return new Items(changed.ToImmutable());
        }
    }

    public sealed record Fields(ImmutableArray<KeyValuePair<string, Draft>> All) : Draft
    {
        public override int Places => 1 + All.Sum(entry => entry.Value.Places);

        public override IEnumerable<string> Texts => All.SelectMany(entry => entry.Value.Texts);

        public override Draft Change(int place, Func<Draft, Draft> change)
        {
            if (place == 0)
                return change(this);

            var changed = All.ToBuilder();
            for (var (i, before) = (0, 1); i < All.Length; before += All[i++].Value.Places)
                changed[i] = KeyValuePair.Create(All[i].Key, All[i].Value.Change(place - before, change));
            return new Fields(changed.ToImmutable());
        }
    }
}
