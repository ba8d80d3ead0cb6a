"""Words of the voices that are not English: two sets a tongue, that share no sentence."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["TONGUES", "Tongue"]


class Tongue(NamedTuple):
    """Whole sentences of narration, and whole paragraphs of dialogue as the tongue prints them."""

    narration: tuple[str, ...]
    dialogue: tuple[str, ...]


_FRENCH = Tongue(
    narration=(
        "La lampe tournait depuis une heure.",
        "Personne n’avait touché au pain ; il était encore chaud.",
        "Il pleuvait sur le port, comme toujours en mars.",
        "M. Hale compta les marches : quarante, pas une de plus.",
        "Quelle nuit !",
        "Était-ce une cloche ?",
        "Elle posa la tasse, très lentement…",
        "Puis la lumière s’éteignit.",
        "À sept heures, le train n’était toujours pas là.",
    ),
    dialogue=(
        "« Il reste du thé », dit-elle.",
        "« Où étais-tu ? »",
        "« Je ne sais pas… »",
        "« Arrête ! » cria Inès. Elle descendit l’escalier en courant.",
        "— C’est le vent, répondit Tobias.",
        "— Tu crois ?",
        "— Non ! Attends-moi.",
        "— J’ai compté : quarante marches, dit-il. Pas une de moins.",
        "« Va », dit le boulanger, « et ferme la porte. »",
        "— Mais la lampe—",
    ),
)
_FRENCH_OUT = Tongue(
    narration=(
        "Le quai numéro neuf était vide.",
        "Mme Quill avait planté ses fèves trop tôt ; elle le savait.",
        "On mangea des prunes sur le mur du jardin.",
        "Un sifflet retentit au loin : une fois, deux fois.",
        "Quel silence !",
        "Avait-il fermé la grille ?",
        "Elle regardait les rails, sans rien dire…",
        "Il avait neigé.",
        "Au printemps, l’oie revint.",
    ),
    dialogue=(
        "« Cette place est prise », dit le contrôleur.",
        "« Combien de prunes ? »",
        "« Peut-être… »",
        "« Attention ! » souffla Jun. Il leva la lanterne.",
        "— C’est un navet, dit Oskar.",
        "— Vraiment ?",
        "— Oui ! Regarde donc.",
        "— Un aller simple, dit-elle. Et un pour l’oie.",
        "« Monte », dit ma tante, « et tiens la lanterne. »",
        "— Si tu ouvres cette—",
    ),
)
_GERMAN = Tongue(
    narration=(
        "Die Lampe drehte sich seit einer Stunde.",
        "Niemand hatte das Brot angerührt; es war noch warm.",
        "Es regnete über dem Hafen, wie immer im März.",
        "Hr. Hale zählte die Stufen: vierzig, d. h. eine zu viel.",
        "Was für eine Nacht!",
        "War das eine Glocke?",
        "Sie stellte die Tasse ab, ganz langsam…",
        "Am 3. Mai um 7.15 Uhr fuhr der letzte Zug.",
        "Dann ging das Licht aus.",
    ),
    dialogue=(
        "⟪Es ist noch Tee da⟫, sagte sie.",
        "⟪Wo warst du?⟫",
        "⟪Ich weiß nicht…⟫",
        "⟪Halt!⟫, rief Ines. Sie lief die Treppe hinunter.",
        "⟪Das ist nur der Wind.⟫ Tobias lachte.",
        "⟪Geh⟫, sagte der Bäcker, ⟪und mach die Tür zu.⟫",
        "⟪Aber die Lampe –⟫",
        "⟪Ja.⟫",
        "Sie nickte. ⟪Vierzig Stufen. Ich habe gezählt.⟫",
    ),
)
_GERMAN_OUT = Tongue(
    narration=(
        "Gleis neun war leer bis auf einen Koffer.",
        "Die Bohnen standen schon hoch; zu früh, fand Frau Quill.",
        "Wir aßen Pflaumen auf der Mauer, elf Stück.",
        "Irgendwo pfiff es, einmal, z. B. hinter der Brücke.",
        "Wie still es war!",
        "Hatte er das Tor geschlossen?",
        "Sie sah den Schienen nach…",
        "Um 5.40 Uhr, am 2. November, kam Schnee.",
        "Die Gans wusste es längst.",
    ),
    dialogue=(
        "⟪Der Platz ist besetzt⟫, sagte der Schaffner.",
        "⟪Wie viele Pflaumen?⟫",
        "⟪Vielleicht…⟫",
        "⟪Vorsicht!⟫, flüsterte Jun. Er hob die Laterne.",
        "⟪Das ist eine Rübe.⟫ Oskar seufzte.",
        "⟪Steig ein⟫, sagte die Tante, ⟪und halt die Laterne.⟫",
        "⟪Wenn du das Tor öffnest –⟫",
        "⟪Nein.⟫",
        "Er zögerte. ⟪Einmal zur Küste. Und einmal für die Gans.⟫",
    ),
)
_SPANISH = Tongue(
    narration=(
        "La lámpara llevaba una hora girando.",
        "Nadie había tocado el pan; aún estaba caliente.",
        "Llovía sobre el puerto, como siempre en marzo.",
        "El Sr. Hale contó los escalones: cuarenta.",
        "¡Qué noche!",
        "¿Era una campana?",
        "Ella dejó la taza, muy despacio…",
        "Luego se apagó la luz.",
        "A las siete el tren seguía sin llegar.",
    ),
    dialogue=(
        "—Queda té —dijo ella.",
        "—¿Dónde estabas?",
        "—No lo sé…",
        "—¡Espera! —gritó Inés—. ¡La lámpara!",
        "—Es el viento —respondió Tobías, y cerró la puerta.",
        "—Vete. —El panadero señaló la escalera—. Y no vuelvas.",
        "—Conté cuarenta escalones —dijo él—. Ni uno más.",
        "—Sí.",
        "—¿Tú crees? —preguntó Maren.",
        "—Pero la lámpara…",
    ),
)
_SPANISH_OUT = Tongue(
    narration=(
        "El andén nueve estaba vacío.",
        "La Sra. Quill había plantado demasiado pronto; lo sabía.",
        "Comimos ciruelas sobre el muro del jardín.",
        "Se oyó un silbato, lejos: una vez, dos.",
        "¡Qué silencio!",
        "¿Había cerrado la verja?",
        "Miró las vías sin decir nada…",
        "Había nevado.",
        "En primavera volvió la oca.",
    ),
    dialogue=(
        "—Ese asiento está ocupado —dijo el revisor.",
        "—¿Cuántas ciruelas?",
        "—Quizá…",
        "—¡Cuidado! —susurró Jun—. ¡La oca!",
        "—Es un nabo —dijo Óscar, y suspiró.",
        "—Sube. —La tía le tendió el farol—. Y agárrate.",
        "—Uno a la costa —dijo ella—. Y otro para la oca.",
        "—No.",
        "—¿De verdad? —preguntó el niño.",
        "—Si abres esa verja…",
    ),
)
_CHINESE = Tongue(
    narration=(
        "灯塔的光转了一个小时。",
        "没有人碰过面包，它还是热的。",
        "三月的港口总是下雨。",
        "她数了数台阶，一共四十级。",
        "然后灯灭了。",
        "真是漫长的一夜！",
        "那是钟声吗？",
    ),
    dialogue=(
        "“还有茶。”她说。",
        "“你去哪儿了？”",
        "“我不知道……”",
        "“站住！”伊内斯喊道。她跑下楼梯。",
        "“只是风。”",
        "面包师说：“走吧，把门关上。”",
        "“可是灯——”",
        "“我数过了，”他说，“四十级。”",
    ),
)
_CHINESE_OUT = Tongue(
    narration=(
        "九号站台空荡荡的。",
        "她把豆子种得太早了，她自己也知道。",
        "我们坐在墙上吃李子。",
        "远处传来一声汽笛，再没有第二声。",
        "下雪了。",
        "多么安静啊！",
        "他锁门了吗？",
    ),
    dialogue=(
        "“这个座位有人。”列车员说。",
        "“几个李子？”",
        "“也许吧……”",
        "“小心！”阿俊低声道。他举起灯笼。",
        "“这是萝卜。”",
        "姑妈笑道：“上车吧，拿好灯笼。”",
        "“你要是开门——”",
        "“一张去海边的，”她说，“还有一张给鹅。”",
    ),
)
_JAPANESE = Tongue(
    narration=(
        "灯台の明かりは一時間も回っていた。",
        "誰もパンに触れていない。まだ温かかった。",
        "三月の港には、いつも雨が降る。",
        "彼女は階段を数えた。四十段あった。",
        "そして明かりが消えた。",
        "なんという夜だろう！",
        "あれは鐘だろうか？",
    ),
    dialogue=(
        "「お茶があるよ」",
        "「どこに行ってたの？」",
        "「わからない……」",
        "「待って！」",
        "「ただの風だよ」と彼は言った。",
        "「でも、明かりが――」",
        "「行きなさい。扉を閉めてね」",
        "「四十段」と、トビアスは笑った。",
    ),
)
_JAPANESE_OUT = Tongue(
    narration=(
        "九番線には誰もいなかった。",
        "豆を植えるのが早すぎた。彼女も知っていた。",
        "塀の上で、みんなで梅を食べた。",
        "遠くで汽笛が一度だけ鳴った。",
        "雪が降っていた。",
        "なんと静かなのだろう！",
        "門は閉めただろうか？",
    ),
    dialogue=(
        "「その席、空いてませんよ」",
        "「梅はいくつ？」",
        "「たぶん……」",
        "「気をつけて！」",
        "「これはカブだ」と車掌が言った。",
        "「門を開けたら――」",
        "「乗って。灯りを持ってね」",
        "「海まで一枚」と、伯母はささやいた。",
    ),
)
_RUSSIAN = Tongue(
    narration=(
        "Лампа вращалась уже целый час.",
        "Никто не притронулся к хлебу; он был ещё тёплым.",
        "Над гаванью шёл дождь, как всегда в марте.",
        "Г-н Хейл сосчитал ступени: сорок, т.е. на одну больше.",
        "Какая ночь!",
        "Неужели колокол?",
        "Она поставила чашку, очень медленно…",
        "Потом свет погас.",
        "Он прочёл в газете «Маяк» о поезде.",
    ),
    dialogue=(
        "— Чай ещё есть, — сказала она.",
        "— Где ты был?",
        "— Не знаю…",
        "— Стой! — крикнула Инес. — Лампа!",
        "— Это ветер, — ответил Тобиас и закрыл дверь.",
        "— Иди. — Пекарь махнул рукой. — И закрой дверь.",
        "— Да.",
        "— Ты думаешь? — спросила Марен.",
        "— Но лампа…",
    ),
)
_RUSSIAN_OUT = Tongue(
    narration=(
        "Девятый путь был пуст.",
        "Фасоль посадили слишком рано; тётя это знала.",
        "Мы ели сливы на садовой стене.",
        "Где-то раздался свисток: один раз, и всё.",
        "Как тихо!",
        "Закрыл ли он калитку?",
        "Она смотрела на рельсы и молчала…",
        "Выпал снег.",
        "Вывеска «Семена» давно упала.",
    ),
    dialogue=(
        "— Это место занято, — сказал проводник.",
        "— Сколько слив?",
        "— Может быть…",
        "— Осторожно! — шепнул Юн. — Гусь!",
        "— Это репа, — сказал Оскар и вздохнул.",
        "— Садись. — Тётя подняла фонарь. — И держись.",
        "— Нет.",
        "— Правда? — спросил мальчик.",
        "— Если откроешь калитку…",
    ),
)

TONGUES: dict[str, dict[str, Tongue]] = {
    "French": {"known": _FRENCH, "held out": _FRENCH_OUT},
    "German": {"known": _GERMAN, "held out": _GERMAN_OUT},
    "Spanish": {"known": _SPANISH, "held out": _SPANISH_OUT},
    "Chinese": {"known": _CHINESE, "held out": _CHINESE_OUT},
    "Japanese": {"known": _JAPANESE, "held out": _JAPANESE_OUT},
    "Russian": {"known": _RUSSIAN, "held out": _RUSSIAN_OUT},
}
